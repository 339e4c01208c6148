-- Limits that hold in some months only: the levels of a reservoir in the flood season, month by month.

ALTER TABLE threshold_set
  ADD COLUMN months smallint[] CHECK (
    cardinality(months) BETWEEN 1 AND 12 AND array_position(months, NULL) IS NULL AND months <@ ARRAY[1,2,3,4,5,6,7,8,9,10,11,12]::smallint[]);
COMMENT ON COLUMN threshold_set.months IS 'Months (1–12, local) of each year in which it holds, within its validity; null: all. A set that names the month holds before one that does not.';
DROP INDEX threshold_set_period;
CREATE UNIQUE INDEX threshold_set_period ON threshold_set (asset_id, metric_id, valid_from, months) NULLS NOT DISTINCT;
