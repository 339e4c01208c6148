CREATE TABLE backup (
  id          text PRIMARY KEY,
  begun_at    timestamptz NOT NULL,
  finished_at timestamptz NOT NULL,
  bytes       bigint NOT NULL,
  readings    bigint NOT NULL,
  verified    boolean,
  verified_at timestamptz,
  verdict     text
);
COMMENT ON TABLE backup IS 'Base backups that lie in the store: a copy of what the store says, for the page and the alarm.';
COMMENT ON COLUMN backup.verified IS 'Whether a trial restore found every row; null: not tried yet.';
CREATE TABLE backup_watch (
  one           boolean PRIMARY KEY DEFAULT true CHECK (one),
  place         text,
  looked_at     timestamptz NOT NULL,
  wal_at        timestamptz,
  window_from   timestamptz,
  waiting_files integer NOT NULL DEFAULT 0,
  waiting_bytes bigint NOT NULL DEFAULT 0,
  due_at        timestamptz,
  problem       text
);
COMMENT ON TABLE backup_watch IS 'How backups stand, noted by the process that makes them. place: where they go, null: nowhere.';
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'haidang_web') THEN
    REVOKE INSERT, UPDATE, DELETE ON backup, backup_watch FROM haidang_web;
  END IF;
END $$;
