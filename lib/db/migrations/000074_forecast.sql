-- What somebody, or a calculation, expects a series to be. A forecast is an issue (series, source, issued_at) of
-- several points; issues are kept, so that it can be seen later how good they were.

CREATE TABLE forecast (
  series_id   integer NOT NULL,
  source      ident NOT NULL,
  issued_at   timestamptz NOT NULL,
  valid_at    timestamptz NOT NULL,
  value       double precision NOT NULL,
  low         double precision,
  high        double precision,
  model       text NOT NULL,
  simulated   boolean NOT NULL DEFAULT false,
  arrived     timestamptz NOT NULL DEFAULT now(),
  CHECK (valid_at >= issued_at),
  CHECK (low <= high)
);
SELECT create_hypertable('forecast', by_range('issued_at', INTERVAL '7 days'), create_default_indexes => false);
CREATE UNIQUE INDEX forecast_issue ON forecast (series_id, source, issued_at, valid_at);
COMMENT ON COLUMN forecast.source IS 'The feed that brought it, or the calculation: ngoai-suy for extrapolated trends.';
COMMENT ON COLUMN forecast.model IS 'What made it, as a screen says it.';
INSERT INTO retention (kind, keep) VALUES ('forecast', INTERVAL '400 days') ON CONFLICT DO NOTHING;
