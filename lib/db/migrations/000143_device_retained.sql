-- What devices said with the retain flag, their last wills among it: the newest of each topic.

CREATE TABLE device_retained (
  topic       text PRIMARY KEY CHECK (length(topic) BETWEEN 1 AND 65535),
  account     ident NOT NULL REFERENCES device_account ON DELETE CASCADE,
  payload     bytea NOT NULL,
  at          timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN device_retained.payload IS 'The first 64 kB.';
CREATE INDEX device_retained_account ON device_retained (account);
