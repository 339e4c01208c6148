-- How far each rollup has come. [until, closed_until) is closed for writers but not yet aggregated.

CREATE FUNCTION local_zone() RETURNS text STABLE PARALLEL SAFE LANGUAGE sql AS $$
  SELECT coalesce((SELECT value ->> 'timezone' FROM setting WHERE key = 'province'), 'Asia/Ho_Chi_Minh')
$$;
COMMENT ON FUNCTION local_zone IS 'Days begin at midnight of this zone.';

CREATE TABLE rollup_progress (
  width         text PRIMARY KEY CHECK (width IN ('1m', '1h', '1d')),
  until         timestamptz NOT NULL,
  after_series  integer NOT NULL DEFAULT 0
);
COMMENT ON COLUMN rollup_progress.until IS 'Buckets before it are aggregated, but for those in rollup_dirty; readers take later ones from the next finer width.';
COMMENT ON COLUMN rollup_progress.after_series IS 'Series up to this one are also done for the step that begins at until.';
INSERT INTO rollup_progress (width, until)
  SELECT '1m', closed_until FROM rollup_state
  UNION ALL SELECT '1h', date_trunc('hour', closed_until) FROM rollup_state
  UNION ALL SELECT '1d', date_trunc('day', closed_until, local_zone()) FROM rollup_state;

ALTER TABLE rollup_state ADD COLUMN raw_from timestamptz NOT NULL DEFAULT '-infinity';
COMMENT ON COLUMN rollup_state.raw_from IS 'Raw readings before it may have been dropped: none is stored there any more, or its rollups would shrink to the newcomer.';

-- Deleted and re-inserted all day long; its dead rows must not pile up before the consumer's scan.
ALTER TABLE rollup_dirty SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

CREATE FUNCTION series_has_latest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO latest (series_id) SELECT id FROM made ON CONFLICT DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER series_has_latest AFTER INSERT ON series REFERENCING NEW TABLE AS made
  FOR EACH STATEMENT EXECUTE FUNCTION series_has_latest();
