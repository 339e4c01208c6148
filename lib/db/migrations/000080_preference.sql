CREATE TABLE preference (
  user_id text NOT NULL REFERENCES auth."user"(id) ON DELETE CASCADE,
  key text NOT NULL CHECK (length(key) <= 60),
  value jsonb NOT NULL CHECK (length(value::text) <= 20000),
  changed_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, key)
);
COMMENT ON TABLE preference IS 'How a person likes their desk: follows them to every machine. Keys: lib/preference/model.ts.';
