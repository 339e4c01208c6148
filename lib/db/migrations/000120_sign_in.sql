-- Sign-ins that failed, counted per account and per place, for every web process and over restarts.

CREATE TABLE sign_in_failure (
  account   bytea NOT NULL,
  place     text NOT NULL,
  user_id   text REFERENCES auth."user" ON DELETE CASCADE,
  address   text NOT NULL,
  streak    integer NOT NULL DEFAULT 0,
  untold    integer NOT NULL DEFAULT 0,
  total     integer NOT NULL DEFAULT 0,
  first_at  timestamptz NOT NULL,
  since     timestamptz NOT NULL,
  last_at   timestamptz NOT NULL,
  PRIMARY KEY (account, place)
);
CREATE INDEX sign_in_failure_place ON sign_in_failure (place, last_at);
CREATE INDEX sign_in_failure_last ON sign_in_failure (last_at);
CREATE INDEX sign_in_failure_user ON sign_in_failure (user_id) WHERE user_id IS NOT NULL;
COMMENT ON COLUMN sign_in_failure.account IS 'SHA-256 of the address that was typed: somebody may type a password there.';
COMMENT ON COLUMN sign_in_failure.place IS 'device:<hash> of a browser in which this person signed in before, else address:<ip>.';
COMMENT ON COLUMN sign_in_failure.streak IS 'Failures in a row; 0 after the right password.';
COMMENT ON COLUMN sign_in_failure.untold IS 'Failures, the first at since, of which the person was not told yet.';

CREATE TABLE known_device (
  hash      bytea NOT NULL,
  user_id   text NOT NULL REFERENCES auth."user" ON DELETE CASCADE,
  first_at  timestamptz NOT NULL DEFAULT now(),
  last_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (hash, user_id)
);
COMMENT ON TABLE known_device IS 'Browsers, by SHA-256 of the random cookie that they hold, in which a person signed in with the right password.';

CREATE TABLE guess_notice (
  subject   text PRIMARY KEY,
  told_at   timestamptz NOT NULL
);
COMMENT ON TABLE guess_notice IS 'When administrators were last told that somebody guesses at an account or from an address.';

ALTER TABLE notification DROP CONSTRAINT notification_kind_check;
ALTER TABLE notification ADD CONSTRAINT notification_kind_check
  CHECK (kind IN ('alert', 'digest', 'test', 'verify', 'security'));
