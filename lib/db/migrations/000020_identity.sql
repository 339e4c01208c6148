-- Who may enter. The schema auth holds the tables of the authentication library, under its own column names.

CREATE SCHEMA auth;

CREATE TABLE auth."user" (
  id              text PRIMARY KEY,
  name            text NOT NULL,
  email           text NOT NULL UNIQUE,
  "emailVerified" boolean NOT NULL,
  image           text,
  "createdAt"     timestamptz NOT NULL DEFAULT now(),
  "updatedAt"     timestamptz NOT NULL DEFAULT now(),
  role            text,
  banned          boolean,
  "banReason"     text,
  "banExpires"    timestamptz
);

CREATE TABLE auth.session (
  id              text PRIMARY KEY,
  "expiresAt"     timestamptz NOT NULL,
  token           text NOT NULL UNIQUE,
  "createdAt"     timestamptz NOT NULL DEFAULT now(),
  "updatedAt"     timestamptz NOT NULL,
  "ipAddress"     text,
  "userAgent"     text,
  "userId"        text NOT NULL REFERENCES auth."user" ON DELETE CASCADE,
  "impersonatedBy" text
);
CREATE INDEX session_user_id ON auth.session ("userId");

CREATE TABLE auth.account (
  id              text PRIMARY KEY,
  "accountId"     text NOT NULL,
  "providerId"    text NOT NULL,
  "userId"        text NOT NULL REFERENCES auth."user" ON DELETE CASCADE,
  "accessToken"   text,
  "refreshToken"  text,
  "idToken"       text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope           text,
  password        text,
  "createdAt"     timestamptz NOT NULL DEFAULT now(),
  "updatedAt"     timestamptz NOT NULL
);
CREATE INDEX account_user ON auth.account ("userId");

CREATE TABLE auth.verification (
  id              text PRIMARY KEY,
  identifier      text NOT NULL,
  value           text NOT NULL,
  "expiresAt"     timestamptz NOT NULL,
  "createdAt"     timestamptz NOT NULL DEFAULT now(),
  "updatedAt"     timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX verification_identifier ON auth.verification (identifier);

CREATE TABLE setup_token (
  hash            bytea PRIMARY KEY,
  created_at      timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE setup_token IS 'SHA-256 of the one-time link that makes the first administrator; gone once used.';

CREATE TABLE kiosk (
  id              integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name            text NOT NULL CHECK (length(name) BETWEEN 1 AND 80),
  wall_id         ident NOT NULL,
  hash            bytea NOT NULL UNIQUE,
  created_by      text NOT NULL,
  created_at      timestamptz NOT NULL DEFAULT now(),
  expires_at      timestamptz NOT NULL,
  last_seen_at    timestamptz,
  revoked_at      timestamptz
);
COMMENT ON COLUMN kiosk.hash IS 'SHA-256 of a 256-bit random link; the link itself is shown once and not kept.';
