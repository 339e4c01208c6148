-- What the broker holds for a feed between connections, so that nothing is lost or left behind unseen.

CREATE TABLE feed_session (
  feed_id       ident PRIMARY KEY REFERENCES feed ON DELETE CASCADE,
  broker        text NOT NULL,
  client_id     text NOT NULL,
  filters       text[] NOT NULL,
  opened_at     timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE feed_session IS 'Persistent MQTT sessions: the filters subscribed at the broker. A session that the broker no longer knows may have lost messages.';
