-- Floods of alarms, and works during which alarms are expected.

CREATE TABLE annunciation (
  at            timestamptz NOT NULL DEFAULT now(),
  alert_id      bigint NOT NULL,
  priority      smallint NOT NULL,
  simulated     boolean NOT NULL
);
COMMENT ON TABLE annunciation IS 'Each alarm that was put before people: begun, fired again, risen or come out of hiding. By the clock of writing, not of the data.';
CREATE INDEX annunciation_at ON annunciation (simulated, at);
CREATE TRIGGER annunciation_append_only BEFORE UPDATE OR DELETE ON annunciation
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE flood (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  simulated     boolean NOT NULL,
  started_at    timestamptz NOT NULL,
  ended_at      timestamptz,
  peak_rate     integer NOT NULL,
  rate          integer NOT NULL,
  alarms        integer NOT NULL,
  started_by    text NOT NULL,
  CHECK (ended_at >= started_at)
);
COMMENT ON COLUMN flood.rate IS 'New alarms in the last ten minutes, when it was looked at last.';
CREATE UNIQUE INDEX flood_open ON flood (simulated) WHERE ended_at IS NULL;
CREATE INDEX flood_started ON flood (started_at DESC);

CREATE TABLE flood_report (
  flood_id      bigint PRIMARY KEY REFERENCES flood,
  made_at       timestamptz NOT NULL DEFAULT now(),
  report        jsonb NOT NULL
);
CREATE TRIGGER flood_report_append_only BEFORE UPDATE OR DELETE ON flood_report
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TABLE maintenance (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  work_order    text NOT NULL,
  target        jsonb NOT NULL,
  from_at       timestamptz NOT NULL,
  until_at      timestamptz NOT NULL,
  why           text NOT NULL,
  state         text NOT NULL DEFAULT 'proposed'
                CHECK (state IN ('proposed', 'refused', 'approved', 'running', 'ended', 'cancelled')),
  agency_id     text,
  proposed_by   text NOT NULL,
  proposed_at   timestamptz NOT NULL,
  decided_by    text,
  decided_at    timestamptz,
  started_at    timestamptz,
  ended_at      timestamptz,
  ended_by      text,
  CHECK (until_at > from_at),
  CHECK (decided_by <> proposed_by),
  CHECK (state NOT IN ('approved', 'running', 'ended', 'refused') OR decided_by IS NOT NULL)
);
COMMENT ON COLUMN maintenance.target IS '{"assets": [keys]} | {"feeds": [ids]} | {"rules": [ids]} | {"unit": code}';
COMMENT ON COLUMN maintenance.decided_by IS 'Another person than the one who proposed it.';
CREATE INDEX maintenance_waiting ON maintenance (state) WHERE state IN ('proposed', 'approved', 'running');
CREATE INDEX maintenance_until ON maintenance (until_at DESC);

INSERT INTO setting (key, value) VALUES ('flood', '{"begin": 10, "end": 5, "minutes": 10}');
