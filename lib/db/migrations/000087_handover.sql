-- Shifts that were taken off the roster come back when that is undone.
ALTER TABLE roster_change ADD COLUMN gone jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN roster_change.gone IS 'Shifts that it took away, whole, with their people.';

-- What one shift tells the next, as its people saw it. Nothing here is ever changed: a corrected or refreshed
-- hand-over is another row.
CREATE TABLE handover (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  shift_id bigint NOT NULL REFERENCES shift,
  replaces bigint UNIQUE REFERENCES handover,
  prepared_at timestamptz NOT NULL,
  prepared_by text NOT NULL,
  taken_at timestamptz NOT NULL,
  taken_by text NOT NULL,
  content text NOT NULL,
  hash text NOT NULL
);
COMMENT ON COLUMN handover.prepared_by IS 'Who hands over and wrote the note; taken_by: who had the system take this snapshot.';
COMMENT ON COLUMN handover.content IS 'Canonical JSON, to the byte what hash (SHA-256) was made of.';
CREATE INDEX handover_shift ON handover (shift_id, id DESC);

CREATE TABLE handover_check (
  handover_id bigint NOT NULL REFERENCES handover,
  alert_id bigint NOT NULL,
  rung_seq integer NOT NULL,
  at timestamptz NOT NULL,
  actor text NOT NULL,
  PRIMARY KEY (handover_id, alert_id, actor)
);
COMMENT ON TABLE handover_check IS 'An urgent alert that the incoming lead read back, as it had rung by then.';

CREATE TABLE handover_signature (
  handover_id bigint PRIMARY KEY REFERENCES handover,
  shift_id bigint NOT NULL UNIQUE REFERENCES shift,
  signed_at timestamptz NOT NULL,
  signed_by text NOT NULL,
  content text NOT NULL,
  hash text NOT NULL
);
COMMENT ON COLUMN handover_signature.content IS 'Canonical JSON with the hash of the hand-over and of the signature before this one.';

CREATE TRIGGER handover_append_only BEFORE UPDATE OR DELETE ON handover
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER handover_check_append_only BEFORE UPDATE OR DELETE ON handover_check
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER handover_signature_append_only BEFORE UPDATE OR DELETE ON handover_signature
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Orders of leaders; duty_order holds the fold of its events, as alert does.
CREATE TABLE duty_order (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  alert_id bigint,
  alert_seq integer,
  text text NOT NULL,
  addressee text NOT NULL CHECK (addressee = 'room' OR addressee ~ '^(user|agency):.'),
  given_at timestamptz NOT NULL,
  given_by text NOT NULL,
  due_at timestamptz,
  state text NOT NULL DEFAULT 'given' CHECK (state IN ('given', 'acknowledged', 'done', 'refused')),
  acknowledged_at timestamptz,
  acknowledged_by text,
  answered_at timestamptz,
  answered_by text,
  answer text,
  CHECK ((alert_id IS NULL) = (alert_seq IS NULL)),
  CHECK ((state IN ('done', 'refused')) = (answered_at IS NOT NULL)),
  UNIQUE (alert_id, alert_seq)
);
COMMENT ON COLUMN duty_order.alert_seq IS 'The event of the alert by which it was given; both null: it is about no alert.';
CREATE INDEX duty_order_open ON duty_order (given_at) WHERE answered_at IS NULL;
CREATE INDEX duty_order_given ON duty_order (given_at);

CREATE TABLE duty_order_event (
  order_id bigint NOT NULL REFERENCES duty_order,
  seq integer NOT NULL,
  at timestamptz NOT NULL,
  recorded_at timestamptz NOT NULL DEFAULT now(),
  type text NOT NULL,
  actor text NOT NULL,
  text text,
  PRIMARY KEY (order_id, seq)
);
CREATE TRIGGER duty_order_event_append_only BEFORE UPDATE OR DELETE ON duty_order_event
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
