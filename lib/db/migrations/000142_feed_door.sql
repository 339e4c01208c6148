-- Where the process that holds a feed takes what devices said to another: devices connect to any of them.

CREATE TABLE feed_door (
  feed_id     ident PRIMARY KEY REFERENCES feed ON DELETE CASCADE,
  holder      text NOT NULL,
  url         text NOT NULL,
  token       text NOT NULL,
  opened_at   timestamptz NOT NULL DEFAULT now()
);
COMMENT ON COLUMN feed_door.token IS 'Made by each process at its start: who may read this table may hand over to it.';
DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'haidang_web') THEN
    REVOKE ALL ON feed_door FROM haidang_web;
  END IF;
END $$;
