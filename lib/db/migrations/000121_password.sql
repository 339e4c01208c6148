-- Who chose a password, and the one-time links by which people choose their own.

ALTER TABLE auth.account ADD COLUMN "setBy" text;
COMMENT ON COLUMN auth.account."setBy" IS
  'self: by the person whose it is; user:<id>: in a browser of that administrator; null: handed out by an administrator.';
-- The first administrator chose theirs at the set-up link; all others were made by an administrator, with a password.
UPDATE auth.account a SET "setBy" = 'self'
  WHERE NOT EXISTS (SELECT FROM audit WHERE action = 'user.create' AND object = 'user:' || a."userId");

CREATE TABLE account_link (
  hash       bytea PRIMARY KEY,
  user_id    text NOT NULL UNIQUE REFERENCES auth."user" ON DELETE CASCADE,
  purpose    text NOT NULL CHECK (purpose IN ('invitation', 'reset')),
  made_by    text NOT NULL,
  made_at    timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE account_link IS 'SHA-256 of the one link with which a person chooses a password; gone once used, a newer one takes its place.';
