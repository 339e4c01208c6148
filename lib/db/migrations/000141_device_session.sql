-- Who is connected at the MQTT entrance, and who was: sessions outlive connections and processes.

CREATE TABLE device_session (
  account     ident NOT NULL REFERENCES device_account ON DELETE CASCADE,
  client_id   text NOT NULL CHECK (length(client_id) BETWEEN 1 AND 256),
  online      boolean NOT NULL,
  ending      text CHECK (ending IN ('bye', 'lost', 'silent', 'fault', 'taken_over', 'put_out', 'stopped')),
  since       timestamptz NOT NULL DEFAULT now(),
  holder      text NOT NULL,
  serial      bigint NOT NULL,
  address     text NOT NULL,
  transport   text NOT NULL CHECK (transport IN ('tcp', 'tls', 'ws', 'wss')),
  version     smallint NOT NULL,
  expiry_s    double precision NOT NULL,
  filters     text[] NOT NULL DEFAULT '{}',
  will        jsonb,
  PRIMARY KEY (account, client_id)
);
COMMENT ON TABLE device_session IS 'Sessions belong to accounts: the same client id of another account is another session.';
COMMENT ON COLUMN device_session.ending IS 'How the last connection ended; null while it lasts.';
COMMENT ON COLUMN device_session.holder IS 'The process that has the connection; serial tells its connections apart.';
COMMENT ON COLUMN device_session.expiry_s IS 'Seconds that the session outlives its connection; 0: it ends with it.';
COMMENT ON COLUMN device_session.will IS '{"topic","payload" (base64),"qos","retain"}: told when the connection is lost.';
CREATE INDEX device_session_holder ON device_session (holder) WHERE online;
