-- Commands that wait for a device: it gets them at QoS 1 once it has subscribed, and again until it has acknowledged.

CREATE TABLE device_command (
  id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account     ident NOT NULL REFERENCES device_account ON DELETE CASCADE,
  topic       text NOT NULL CHECK (length(topic) BETWEEN 1 AND 1000 AND topic !~ '[+#]'),
  payload     bytea NOT NULL CHECK (length(payload) <= 65536),
  created_at  timestamptz NOT NULL DEFAULT now(),
  created_by  text NOT NULL,
  expires_at  timestamptz NOT NULL,
  sent_at     timestamptz,
  acked_at    timestamptz
);
COMMENT ON COLUMN device_command.expires_at IS 'A command that came too late is never given: a siren of yesterday.';
CREATE INDEX device_command_waiting ON device_command (account, id) WHERE acked_at IS NULL;
