-- Whether a transaction happened whose answer was lost.
CREATE TABLE write_mark (
  writer  text PRIMARY KEY,
  number  bigint NOT NULL,
  at      timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);
COMMENT ON TABLE write_mark IS 'The newest transaction of each writer of readings, written inside it: present when it committed, also after a crash of the server.';
COMMENT ON COLUMN write_mark.writer IS 'Drawn by chance when a writer begins; rows of those that went are forgotten after a day.';

DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'haidang_web') THEN
    REVOKE INSERT, UPDATE, DELETE ON write_mark, ingest_process, feed_lease FROM haidang_web;
  END IF;
END $$;
