-- Readings, their newest value, and rollups that stay exact after late, duplicate and corrected data.

CREATE TABLE reading (
  series_id     integer NOT NULL,
  time          timestamptz NOT NULL,
  arrived       timestamptz NOT NULL DEFAULT now(),
  value         double precision NOT NULL,
  quality       smallint NOT NULL DEFAULT 0
);
SELECT create_hypertable('reading', by_range('time', INTERVAL '1 day'), create_default_indexes => false);
CREATE UNIQUE INDEX reading_series_time ON reading (series_id, time);
COMMENT ON COLUMN reading.time IS 'Event time, as the device says.';
COMMENT ON COLUMN reading.quality IS 'Bit set, 0 = good: see lib/reading/quality.ts.';

CREATE TABLE reading_correction (
  corrected_at  timestamptz NOT NULL DEFAULT now(),
  series_id     integer NOT NULL,
  time          timestamptz NOT NULL,
  arrived       timestamptz NOT NULL,
  value         double precision NOT NULL,
  quality       smallint NOT NULL
);
COMMENT ON TABLE reading_correction IS 'What stood in reading before a sender corrected it: nothing acknowledged is lost.';
CREATE INDEX reading_correction_series ON reading_correction (series_id, time);

CREATE TABLE latest (
  series_id     integer PRIMARY KEY REFERENCES series ON DELETE CASCADE,
  time          timestamptz,
  arrived       timestamptz,
  value         double precision,
  quality       smallint
) WITH (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.5);
COMMENT ON TABLE latest IS 'One row a series, made with it; half-empty pages keep its updates HOT.';

CREATE TABLE rollup_1m (
  series_id     integer NOT NULL,
  bucket        timestamptz NOT NULL,
  count         integer NOT NULL,
  sum           double precision NOT NULL,
  min           double precision NOT NULL,
  max           double precision NOT NULL,
  first         double precision NOT NULL,
  last          double precision NOT NULL
);
SELECT create_hypertable('rollup_1m', by_range('bucket', INTERVAL '7 days'), create_default_indexes => false);
CREATE UNIQUE INDEX rollup_1m_series_bucket ON rollup_1m (series_id, bucket);

CREATE TABLE rollup_1h (LIKE rollup_1m);
SELECT create_hypertable('rollup_1h', by_range('bucket', INTERVAL '90 days'), create_default_indexes => false);
CREATE UNIQUE INDEX rollup_1h_series_bucket ON rollup_1h (series_id, bucket);

CREATE TABLE rollup_1d (LIKE rollup_1m, PRIMARY KEY (series_id, bucket));
COMMENT ON TABLE rollup_1d IS 'Days by local midnight (setting province.timezone).';

CREATE TABLE rollup_state (
  one           boolean PRIMARY KEY DEFAULT true CHECK (one),
  closed_until  timestamptz NOT NULL
);
INSERT INTO rollup_state (closed_until) VALUES (date_trunc('minute', now()));
COMMENT ON TABLE rollup_state IS 'Buckets at or after closed_until are open: their readers aggregate raw readings.';

CREATE TABLE rollup_dirty (
  width         text NOT NULL CHECK (width IN ('1m', '1h', '1d')),
  series_id     integer NOT NULL,
  bucket        timestamptz NOT NULL,
  marked        timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (width, series_id, bucket)
);
COMMENT ON TABLE rollup_dirty IS 'Closed buckets to aggregate anew, written in the transaction that changed them.';

CREATE TABLE position (
  asset_id      integer NOT NULL,
  time          timestamptz NOT NULL,
  arrived       timestamptz NOT NULL DEFAULT now(),
  lon           double precision NOT NULL,
  lat           double precision NOT NULL,
  speed         real,
  course        real,
  quality       smallint NOT NULL DEFAULT 0
);
SELECT create_hypertable('position', by_range('time', INTERVAL '7 days'), create_default_indexes => false);
CREATE UNIQUE INDEX position_asset_time ON position (asset_id, time);
COMMENT ON COLUMN position.speed IS 'km/h';
COMMENT ON COLUMN position.course IS 'degrees clockwise from true north';

CREATE TABLE latest_position (
  asset_id      integer PRIMARY KEY REFERENCES asset ON DELETE CASCADE,
  time          timestamptz NOT NULL,
  arrived       timestamptz NOT NULL,
  lon           double precision NOT NULL,
  lat           double precision NOT NULL,
  speed         real,
  course        real,
  quality       smallint NOT NULL
) WITH (fillfactor = 50);
