-- One cause is answered once: incidents, and what is kept quiet because its cause rings already.

CREATE TABLE incident (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  group_key     text,
  simulated     boolean NOT NULL,
  name_vi       text NOT NULL,
  name_en       text NOT NULL,
  gathers       boolean NOT NULL,
  opened_at     timestamptz NOT NULL,
  opened_by     text NOT NULL,
  merged_into   bigint REFERENCES incident,
  closed_at     timestamptz,
  closed_by     text,
  closing_note  text,
  CHECK (NOT gathers OR group_key IS NOT NULL),
  CHECK (NOT gathers OR closed_at IS NULL OR merged_into IS NOT NULL),
  CHECK ((closed_at IS NULL) = (closed_by IS NULL))
);
COMMENT ON COLUMN incident.group_key IS 'The cause group (alert.cause_group) that it gathers; null: opened by hand.';
COMMENT ON COLUMN incident.gathers IS 'Whether alerts of its group still join it. One that was merged sends them on to where it went.';
CREATE UNIQUE INDEX incident_gathers ON incident (group_key, simulated) WHERE gathers;
CREATE INDEX incident_open ON incident (opened_at) WHERE closed_at IS NULL;
CREATE INDEX incident_closed ON incident (closed_at DESC, id DESC) WHERE closed_at IS NOT NULL;

CREATE TABLE incident_event (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  incident_id   bigint NOT NULL REFERENCES incident,
  at            timestamptz NOT NULL,
  recorded_at   timestamptz NOT NULL DEFAULT now(),
  type          text NOT NULL,
  actor         text NOT NULL,
  alert_id      bigint,
  data          jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE incident_event IS 'Append-only: opened, attached, detached, renamed, merged, closed. Of alert_id where it is about one.';
CREATE INDEX incident_event_incident ON incident_event (incident_id, id);
CREATE INDEX incident_event_newest ON incident_event (incident_id, at DESC) WHERE type = 'attached';
CREATE INDEX incident_event_detached ON incident_event (alert_id) WHERE type = 'detached';
CREATE TRIGGER incident_event_append_only BEFORE UPDATE OR DELETE ON incident_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE INDEX alert_alone ON alert (cause_group, simulated)
  WHERE closed_at IS NULL AND incident_id IS NULL AND cause_group IS NOT NULL;
CREATE INDEX alert_hidden ON alert (visibility, hidden_by) WHERE closed_at IS NULL AND visibility <> 'shown';
CREATE INDEX alert_feed_open ON alert (feed_id) WHERE closed_at IS NULL;
CREATE INDEX alert_asset_open ON alert (asset_id) WHERE closed_at IS NULL;
COMMENT ON COLUMN alert.rung_seq IS 'The newest event that asked for attention: an acknowledgement must have seen it. 0: hidden before anybody heard it.';

CREATE TABLE inhibition (
  id            ident PRIMARY KEY,
  name_vi       text NOT NULL,
  name_en       text NOT NULL,
  source        jsonb NOT NULL,
  target        jsonb NOT NULL,
  same          text NOT NULL CHECK (same IN ('feed', 'asset', 'unit', 'basin', 'feeder')),
  enabled       boolean NOT NULL DEFAULT true,
  updated_at    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE inhibition IS 'While a source stands, its targets are symptoms: recorded and counted, not rung.';
COMMENT ON COLUMN inhibition.source IS '{"rule"?: id, "kind"?: rule kind, "metrics"?: [ids], "over"?: "feed" | "series"}: all that is given must fit.';
INSERT INTO inhibition (id, name_vi, name_en, source, target, same) VALUES
  ('feed-silence', 'Nguồn im lặng thì trạm của nguồn im lặng theo', 'A silent feed silences its series',
   '{"kind": "silence", "over": "feed"}', '{"kind": "silence", "over": "series"}', 'feed'),
  ('power-outage', 'Mất điện đường dây thì thiết bị trên đó mất dữ liệu', 'A power line that is out silences what hangs on it',
   '{"kind": "threshold", "metrics": ["mains_on", "voltage_kv"]}', '{"kind": "silence", "over": "series"}', 'feeder');

INSERT INTO setting (key, value) VALUES ('incident', '{"windowMinutes": 60}');
