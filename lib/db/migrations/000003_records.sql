-- Records from departmental databases: dossiers, citizen reports, security alerts.
-- record_version keeps the history, record the newest state of each key, record_count the live counts.

CREATE TABLE record (
  feed_id       ident NOT NULL REFERENCES feed,
  type          ident NOT NULL,
  key           text NOT NULL CHECK (length(key) BETWEEN 1 AND 200),
  changed_at    timestamptz NOT NULL,
  arrived       timestamptz NOT NULL DEFAULT now(),
  state         text NOT NULL,
  severity      smallint NOT NULL DEFAULT 0,
  outcome       text,
  agency_id     text,
  unit_code     text,
  lon           double precision,
  lat           double precision,
  opened_at     timestamptz NOT NULL,
  due_at        timestamptz,
  closed_at     timestamptz,
  title         text,
  attributes    jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (feed_id, type, key)
);
COMMENT ON COLUMN record.changed_at IS 'When the source changed it; orders the versions.';
COMMENT ON COLUMN record.severity IS '0 information … 4 critical';
COMMENT ON COLUMN record.outcome IS 'on_time | late for finished work with a due date';
CREATE INDEX record_open ON record (type, due_at) WHERE closed_at IS NULL;
CREATE INDEX record_newest ON record (type, changed_at DESC);

CREATE TABLE record_version (LIKE record INCLUDING COMMENTS);
SELECT create_hypertable('record_version', by_range('changed_at', INTERVAL '30 days'), create_default_indexes => false);
CREATE UNIQUE INDEX record_version_key ON record_version (feed_id, type, key, changed_at);

CREATE TABLE record_count (
  type          text NOT NULL,
  state         text NOT NULL,
  severity      smallint NOT NULL,
  outcome       text NOT NULL DEFAULT '',
  agency_id     text NOT NULL DEFAULT '',
  day           date NOT NULL,
  count         integer NOT NULL,
  PRIMARY KEY (type, state, severity, outcome, agency_id, day)
) WITH (fillfactor = 50);
COMMENT ON COLUMN record_count.day IS 'Local date on which the record was opened.';
