-- Live counts by feed too: a record without an agency of its own belongs to the agency of its feed, and is counted
-- for that one alone. Made anew from the records, as recountRecords does.
DELETE FROM record_count;
ALTER TABLE record_count ADD COLUMN feed_id ident NOT NULL REFERENCES feed;
ALTER TABLE record_count DROP CONSTRAINT record_count_pkey;
ALTER TABLE record_count ADD PRIMARY KEY (feed_id, type, state, severity, outcome, agency_id, day);
INSERT INTO record_count (feed_id, type, state, severity, outcome, agency_id, day, count)
SELECT feed_id, type, state, severity, coalesce(outcome, ''), coalesce(agency_id, ''),
  (opened_at AT TIME ZONE local_zone())::date, count(*)
FROM record GROUP BY 1, 2, 3, 4, 5, 6, 7;
