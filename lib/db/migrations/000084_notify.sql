-- Messages to people: channels, addresses, what was sent, each attempt, links that acknowledge.

CREATE TABLE notify_kind (
  id         ident PRIMARY KEY,
  title_vi   text NOT NULL,
  title_en   text NOT NULL,
  about      jsonb NOT NULL,
  form       jsonb NOT NULL,
  address    jsonb,
  reach      text NOT NULL CHECK (reach IN ('person', 'room')),
  verify     boolean NOT NULL,
  example    jsonb NOT NULL
);
COMMENT ON TABLE notify_kind IS 'What ingest can send by, written by it at its start from ingest/notify: the pages draw their forms from it.';
COMMENT ON COLUMN notify_kind.form IS 'JSON Schema of a channel''s config.';
COMMENT ON COLUMN notify_kind.address IS '{"vi","en","hintVi","hintEn","pattern","type"}: what a person types; null where nobody types it.';

CREATE TABLE notify_channel (
  id         ident PRIMARY KEY,
  kind       text NOT NULL,
  name_vi    text NOT NULL,
  name_en    text NOT NULL,
  config     jsonb NOT NULL DEFAULT '{}',
  enabled    boolean NOT NULL DEFAULT true,
  failures   integer NOT NULL DEFAULT 0,
  tried_at   timestamptz,
  worked_at  timestamptz,
  failed_at  timestamptz,
  last_error text,
  updated_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN notify_channel.config IS 'Of the kind''s own schema. Secrets stand in the environment; here are only their names.';
COMMENT ON COLUMN notify_channel.failures IS 'Attempts that failed since one worked.';

INSERT INTO notify_channel (id, kind, name_vi, name_en) VALUES ('web-push', 'web-push', 'Trình duyệt, điện thoại', 'Browser, phone');

CREATE TABLE notify_person (
  user_id     text PRIMARY KEY REFERENCES auth."user" ON DELETE CASCADE,
  language    text NOT NULL DEFAULT 'vi' CHECK (language IN ('vi', 'en')),
  quiet_from  time,
  quiet_until time,
  updated_at  timestamptz NOT NULL DEFAULT now(),
  CHECK ((quiet_from IS NULL) = (quiet_until IS NULL))
);
COMMENT ON TABLE notify_person IS 'Quiet hours are local; P1 passes them, the rest is told in one message when they end.';

CREATE TABLE notify_contact (
  id           integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  user_id      text NOT NULL REFERENCES auth."user" ON DELETE CASCADE,
  channel_id   ident NOT NULL REFERENCES notify_channel ON DELETE CASCADE,
  address      text NOT NULL CHECK (length(address) BETWEEN 1 AND 4000),
  label        text NOT NULL DEFAULT '',
  min_priority smallint NOT NULL DEFAULT 4 CHECK (min_priority BETWEEN 1 AND 4),
  enabled      boolean NOT NULL DEFAULT true,
  verified_at  timestamptz,
  code_hash    bytea,
  code_until   timestamptz,
  code_tries   smallint NOT NULL DEFAULT 0,
  made_at      timestamptz NOT NULL DEFAULT now(),
  UNIQUE (user_id, channel_id, address)
);
COMMENT ON COLUMN notify_contact.min_priority IS 'The least urgent priority that is sent here.';
COMMENT ON COLUMN notify_contact.verified_at IS 'Whoever wants alerts at an address shows that it is theirs: a code is sent there.';

CREATE TABLE notification (
  id           text PRIMARY KEY,
  kind         text NOT NULL CHECK (kind IN ('alert', 'digest', 'test', 'verify')),
  made_at      timestamptz NOT NULL DEFAULT now(),
  due_at       timestamptz NOT NULL,
  alert_id     bigint,
  alert_ids    bigint[] NOT NULL DEFAULT '{}',
  policy_id    text,
  step         smallint,
  repeat       smallint,
  channel_id   ident NOT NULL,
  contact_id   integer,
  user_id      text,
  address      text NOT NULL,
  priority     smallint NOT NULL,
  simulated    boolean NOT NULL DEFAULT false,
  message      jsonb NOT NULL,
  state        text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'held', 'sent', 'failed', 'cancelled')),
  reason       text,
  attempts     smallint NOT NULL DEFAULT 0,
  next_at      timestamptz NOT NULL,
  leased_until timestamptz,
  give_up_at   timestamptz NOT NULL,
  settled_at   timestamptz,
  CHECK ((state IN ('waiting', 'held')) = (settled_at IS NULL))
);
COMMENT ON COLUMN notification.id IS 'Stable: made from what it tells, to whom and by what. Goes out with each attempt, so that a receiver can drop doubles.';
COMMENT ON COLUMN notification.due_at IS 'When it should have been told: delivery time is counted from here.';
COMMENT ON COLUMN notification.message IS 'lib/notify/message.ts: what is told, in the reader''s language; links and codes are made as it goes out.';
COMMENT ON COLUMN notification.leased_until IS 'Somebody is sending it; after this, whoever comes sends it again.';
CREATE INDEX notification_next ON notification (next_at) WHERE state = 'waiting';
CREATE INDEX notification_held ON notification (next_at) WHERE state = 'held';
CREATE INDEX notification_made ON notification (made_at DESC, id DESC);
CREATE INDEX notification_alerts ON notification USING gin (alert_ids);
CREATE INDEX notification_channel ON notification (channel_id, settled_at) WHERE settled_at IS NOT NULL;

CREATE TABLE notification_attempt (
  notification_id text NOT NULL REFERENCES notification ON DELETE CASCADE,
  n         smallint NOT NULL,
  at        timestamptz NOT NULL,
  outcome   text NOT NULL CHECK (outcome IN ('sent', 'failed', 'refused')),
  code      text,
  ms        integer NOT NULL,
  excerpt   text,
  PRIMARY KEY (notification_id, n)
);
COMMENT ON COLUMN notification_attempt.outcome IS 'failed: worth another attempt; refused: it never will work.';

CREATE TABLE ack_link (
  hash            bytea PRIMARY KEY,
  notification_id text NOT NULL,
  user_id         text NOT NULL REFERENCES auth."user" ON DELETE CASCADE,
  alert_ids       bigint[] NOT NULL,
  made_at         timestamptz NOT NULL DEFAULT now(),
  expires_at      timestamptz NOT NULL,
  used_at         timestamptz
);
COMMENT ON TABLE ack_link IS 'SHA-256 of one-time links in messages; opening one shows the alert, only a signed-in press of its button acknowledges.';
CREATE INDEX ack_link_expires ON ack_link (expires_at);
