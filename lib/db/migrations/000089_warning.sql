-- Warnings to the public (CAP 1.2): drafted, signed by two people, then sent and never changed.

CREATE TABLE warning (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  state         text NOT NULL CHECK (state IN ('draft', 'signed', 'released', 'withdrawn')),
  content       jsonb NOT NULL,
  version       integer NOT NULL DEFAULT 1,
  hash          text NOT NULL,
  incident_id   bigint,
  simulated     boolean NOT NULL DEFAULT false,
  drafted_by    text NOT NULL,
  agency_id     text,
  first         jsonb,
  second        jsonb,
  follows       bigint REFERENCES warning,
  withdrawn_why text,
  created_at    timestamptz NOT NULL DEFAULT now(),
  changed_at    timestamptz NOT NULL DEFAULT now(),
  CHECK (state <> 'released' OR (first IS NOT NULL AND second IS NOT NULL AND first->>'by' <> second->>'by')),
  CHECK (NOT (simulated AND state = 'released' AND content->>'status' = 'Actual'))
);
COMMENT ON COLUMN warning.hash IS 'SHA-256 of the content: what signatures are given for.';
COMMENT ON COLUMN warning.first IS '{"by","at","hash"}: the shift lead; second: the leader, another person.';
CREATE INDEX warning_state ON warning (state, changed_at DESC);
CREATE UNIQUE INDEX warning_follows ON warning (follows) WHERE follows IS NOT NULL AND state <> 'withdrawn';

CREATE TABLE cap_message (
  identifier    text PRIMARY KEY,
  warning_id    bigint NOT NULL UNIQUE REFERENCES warning,
  sender        text NOT NULL,
  sent          text NOT NULL,
  sent_at       timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  status        text NOT NULL,
  type          text NOT NULL,
  headline      text NOT NULL,
  area_desc     text NOT NULL,
  xml           text NOT NULL
);
COMMENT ON TABLE cap_message IS 'What was sent, byte for byte. sent: as written in the message, with the place''s offset.';
CREATE INDEX cap_message_sent ON cap_message (sent_at DESC);
CREATE TRIGGER cap_message_append_only BEFORE UPDATE OR DELETE ON cap_message
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
