-- How many readings become one is asked by SQL too: directions have no plain mean.
ALTER TABLE metric ADD COLUMN aggregate text NOT NULL DEFAULT 'mean'
  CHECK (aggregate IN ('mean', 'sum', 'last', 'max', 'circular'));
UPDATE metric SET aggregate = 'circular' WHERE id = 'wind_direction';

ALTER TABLE rollup_1m ADD COLUMN sin double precision, ADD COLUMN cos double precision;
ALTER TABLE rollup_1h ADD COLUMN sin double precision, ADD COLUMN cos double precision;
ALTER TABLE rollup_1d ADD COLUMN sin double precision, ADD COLUMN cos double precision;
COMMENT ON COLUMN rollup_1m.sin IS 'Sums of the sines and cosines of directions, of circular metrics only. Null where some of its readings were rolled up before these columns came: such a bucket has no mean direction.';

-- Minutes of directions whose readings are still there are made anew; older than a fortnight they are compressed.
INSERT INTO rollup_dirty (width, series_id, bucket)
SELECT '1m', r.series_id, r.bucket FROM rollup_1m r JOIN series s ON s.id = r.series_id
WHERE s.metric_id = 'wind_direction'
  AND r.bucket >= greatest((SELECT raw_from FROM rollup_state), now() - interval '13 days')
ON CONFLICT DO NOTHING;
