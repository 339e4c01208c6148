-- Who may enter with a device: accounts of our own MQTT entrance. A change holds at once, also for who is connected.

CREATE TABLE device_account (
  name        ident PRIMARY KEY,
  hash        text NOT NULL,
  write       text[] NOT NULL,
  read        text[] NOT NULL DEFAULT '{}',
  created_at  timestamptz NOT NULL DEFAULT now(),
  updated_at  timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN device_account.hash IS 'PBKDF2 with SHA-512 as $7$<rounds>$<salt>$<key>; the password is shown once and not kept.';
COMMENT ON COLUMN device_account.write IS 'MQTT topic filters that it may publish to.';
COMMENT ON COLUMN device_account.read IS 'MQTT topic filters of its own commands: the only ones that it may subscribe to.';
