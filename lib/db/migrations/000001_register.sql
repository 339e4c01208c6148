-- The register: what exists in a province and where its data come from.
-- Everything that changes in law or in the field is a row with valid_from / valid_to.

CREATE DOMAIN ident AS text CHECK (value ~ '^[A-Za-z0-9_-]{1,64}$');

CREATE TABLE admin_unit (
  code          text NOT NULL,
  valid_from    date NOT NULL,
  valid_to      date,
  kind          text NOT NULL CHECK (kind IN ('province', 'district', 'commune', 'ward', 'special_zone')),
  name_vi       text NOT NULL,
  name_en       text NOT NULL,
  parent_code   text,
  area_km2      double precision,
  population    integer,
  lon           double precision,
  lat           double precision,
  merged_from   text[] NOT NULL DEFAULT '{}',
  source        text NOT NULL,
  PRIMARY KEY (code, valid_from),
  CHECK (valid_to IS NULL OR valid_to > valid_from)
);
COMMENT ON TABLE admin_unit IS 'Codes are re-used with other names and territories (1 July 2025): a unit is a code and a period.';

CREATE TABLE agency (
  id            ident PRIMARY KEY,
  name_vi       text NOT NULL,
  name_en       text NOT NULL,
  valid_from    date NOT NULL DEFAULT '2025-07-01',
  valid_to      date
);

CREATE TABLE metric (
  id            ident PRIMARY KEY,
  domain        text NOT NULL,
  unit          text NOT NULL,
  name_vi       text NOT NULL,
  name_en       text NOT NULL,
  valid_min     double precision,
  valid_max     double precision,
  period_s      integer NOT NULL,
  decimals      smallint NOT NULL
);
COMMENT ON TABLE metric IS 'Mirror of lib/metric, for SQL readers; written at start.';

CREATE TABLE feed (
  id            ident PRIMARY KEY,
  kind          text NOT NULL,
  name_vi       text NOT NULL,
  name_en       text NOT NULL,
  agency_id     ident REFERENCES agency,
  config        jsonb NOT NULL DEFAULT '{}',
  period_s      integer NOT NULL DEFAULT 60 CHECK (period_s > 0),
  unknown_asset text NOT NULL DEFAULT 'refuse' CHECK (unknown_asset IN ('create', 'refuse')),
  simulated     boolean NOT NULL DEFAULT false,
  enabled       boolean NOT NULL DEFAULT true,
  token_hash    bytea,
  created_at    timestamptz NOT NULL DEFAULT now(),
  updated_at    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN feed.token_hash IS 'SHA-256 of the bearer token for HTTP push; the token itself is shown once and not kept.';

CREATE TABLE feed_status (
  feed_id       ident PRIMARY KEY REFERENCES feed ON DELETE CASCADE,
  state         text NOT NULL DEFAULT 'waiting'
                CHECK (state IN ('waiting', 'connecting', 'live', 'retrying', 'failed', 'off')),
  detail        text,
  holder        text,
  watermark     jsonb,
  received      bigint NOT NULL DEFAULT 0,
  stored        bigint NOT NULL DEFAULT 0,
  duplicates    bigint NOT NULL DEFAULT 0,
  corrected     bigint NOT NULL DEFAULT 0,
  graded        bigint NOT NULL DEFAULT 0,
  refused       bigint NOT NULL DEFAULT 0,
  last_event_at timestamptz,
  last_stored_at timestamptz,
  updated_at    timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

CREATE TABLE feed_error (
  at            timestamptz NOT NULL DEFAULT now(),
  feed_id       ident NOT NULL,
  reason        text NOT NULL,
  detail        text,
  origin        text,
  payload       bytea
);
COMMENT ON COLUMN feed_error.payload IS 'The first 2,048 bytes as received.';
SELECT create_hypertable('feed_error', by_range('at', INTERVAL '7 days'), create_default_indexes => false);
CREATE INDEX feed_error_feed_at ON feed_error (feed_id, at DESC);

CREATE TABLE feed_error_count (
  feed_id       ident NOT NULL,
  reason        text NOT NULL,
  day           date NOT NULL,
  count         bigint NOT NULL,
  PRIMARY KEY (feed_id, reason, day)
) WITH (fillfactor = 50);

CREATE TABLE asset (
  id            integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  key           ident NOT NULL UNIQUE,
  kind          text NOT NULL,
  name_vi       text NOT NULL,
  name_en       text NOT NULL,
  lon           double precision CHECK (lon BETWEEN -180 AND 180),
  lat           double precision CHECK (lat BETWEEN -90 AND 90),
  basin         text,
  unit_code     text,
  agency_id     ident REFERENCES agency,
  feed_id       ident REFERENCES feed,
  status        text NOT NULL DEFAULT 'confirmed' CHECK (status IN ('confirmed', 'unconfirmed', 'retired')),
  attributes    jsonb NOT NULL DEFAULT '{}',
  valid_from    date NOT NULL DEFAULT CURRENT_DATE,
  valid_to      date,
  created_at    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN asset.status IS 'unconfirmed: made by an unknown device, waits for review (chưa xác nhận).';
CREATE INDEX asset_kind ON asset (kind);

CREATE TABLE series (
  id            integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  asset_id      integer NOT NULL REFERENCES asset,
  metric_id     ident NOT NULL,
  feed_id       ident NOT NULL REFERENCES feed,
  period_s      integer NOT NULL CHECK (period_s > 0),
  created_at    timestamptz NOT NULL DEFAULT now(),
  UNIQUE (asset_id, metric_id)
);
CREATE INDEX series_metric ON series (metric_id);
CREATE INDEX series_feed ON series (feed_id);

CREATE TABLE threshold_set (
  id            integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  asset_id      integer REFERENCES asset ON DELETE CASCADE,
  metric_id     ident NOT NULL,
  levels        jsonb NOT NULL,
  source        text NOT NULL,
  verified      boolean NOT NULL DEFAULT false,
  valid_from    date NOT NULL,
  valid_to      date
);
COMMENT ON TABLE threshold_set IS 'levels: [{"id":"bd1","value":6.0,"severity":1,"verified":true}, …] ascending; asset_id null: for every asset of the metric.';
CREATE UNIQUE INDEX threshold_set_period ON threshold_set (asset_id, metric_id, valid_from) NULLS NOT DISTINCT;

CREATE TABLE wall (
  id            ident PRIMARY KEY,
  name_vi       text NOT NULL,
  name_en       text NOT NULL,
  layout        jsonb NOT NULL,
  updated_at    timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE setting (
  key           ident PRIMARY KEY,
  value         jsonb NOT NULL,
  updated_at    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE setting IS 'Province-wide facts: province {name_vi,name_en,code,timezone,view}.';

CREATE TABLE retention (
  kind          ident PRIMARY KEY,
  keep          interval NOT NULL CHECK (keep >= INTERVAL '1 day')
);
INSERT INTO retention (kind, keep) VALUES
  ('reading', '90 days'), ('rollup_1m', '400 days'), ('rollup_1h', '10 years'),
  ('position', '1100 days'), ('record_version', '5 years'), ('feed_error', '30 days');
COMMENT ON TABLE retention IS 'position: vessel history is to be kept ≥ 36 months (NĐ 41/2026/NĐ-CP).';

CREATE TABLE audit (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at            timestamptz NOT NULL DEFAULT now(),
  actor         text NOT NULL,
  action        text NOT NULL,
  object        text NOT NULL,
  detail        jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_object ON audit (object, at DESC);
