-- Rules and alerts. An alert is the fold of its events; the columns of alert are that fold.

CREATE TABLE rule (
  id            ident PRIMARY KEY,
  kind          text NOT NULL,
  name_vi       text NOT NULL,
  name_en       text NOT NULL,
  params        jsonb NOT NULL,
  target        jsonb NOT NULL,
  priority      smallint NOT NULL CHECK (priority BETWEEN 1 AND 4),
  response      jsonb NOT NULL,
  enabled       boolean NOT NULL DEFAULT true,
  version       integer NOT NULL DEFAULT 1,
  simulated     boolean NOT NULL DEFAULT false,
  updated_at    timestamptz NOT NULL DEFAULT now(),
  CHECK (NOT enabled OR response ? 'action')
);
COMMENT ON COLUMN rule.target IS 'What it judges: {"series":[ids]} | {"metric":id,"assets":[keys]?,"kind":asset kind?} | {"feed":id} ';
COMMENT ON COLUMN rule.response IS '{"cause","consequence","action","minutes","owner"}: without an action a rule cannot be enabled (ISA-18.2).';

CREATE TABLE rule_state (
  rule_id       ident NOT NULL REFERENCES rule ON DELETE CASCADE,
  object        text NOT NULL,
  state         jsonb NOT NULL,
  PRIMARY KEY (rule_id, object)
) WITH (fillfactor = 50);
COMMENT ON TABLE rule_state IS 'Running delays and windows, so that a restart forgets nothing.';

CREATE TABLE alert (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  rule_id       ident NOT NULL REFERENCES rule,
  object        text NOT NULL,
  series_id     integer,
  asset_id      integer,
  feed_id       text,
  priority      smallint NOT NULL,
  simulated     boolean NOT NULL DEFAULT false,
  process       text NOT NULL CHECK (process IN ('pending', 'active', 'returned', 'unknown')),
  response      text NOT NULL CHECK (response IN ('unack', 'ack', 'in_progress', 'done')),
  visibility    text NOT NULL CHECK (visibility IN ('shown', 'shelved', 'suppressed', 'maintenance')),
  occurrences   integer NOT NULL,
  level         text,
  value         double precision,
  peak          double precision,
  raised_at     timestamptz NOT NULL,
  returned_at   timestamptz,
  acked_at      timestamptz,
  acked_by      text,
  closed_at     timestamptz,
  assignee      text,
  seq           integer NOT NULL,
  updated_at    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN alert.object IS 'Fingerprint within the rule: series:<id> | feed:<id> | asset:<id>.';
CREATE UNIQUE INDEX alert_open ON alert (rule_id, object) WHERE closed_at IS NULL;
CREATE INDEX alert_raised ON alert (raised_at DESC);

CREATE TABLE alert_event (
  alert_id      bigint NOT NULL REFERENCES alert,
  seq           integer NOT NULL,
  at            timestamptz NOT NULL,
  recorded_at   timestamptz NOT NULL DEFAULT now(),
  type          text NOT NULL,
  actor         text NOT NULL,
  data          jsonb NOT NULL DEFAULT '{}',
  PRIMARY KEY (alert_id, seq)
);
COMMENT ON TABLE alert_event IS 'Append-only. at: event time; actor: user:<id>, rule:<id> or job:<name>.';
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER alert_event_append_only BEFORE UPDATE OR DELETE ON alert_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
