-- Who writes: the pulse of each ingest process, and its right to write for a feed.

CREATE TABLE ingest_process (
  member        integer PRIMARY KEY,
  name          text NOT NULL,
  started_at    timestamptz NOT NULL DEFAULT now(),
  beat_at       timestamptz NOT NULL DEFAULT now(),
  deaf_reason   text,
  deaf_ms       integer NOT NULL DEFAULT 0,
  waiting       integer NOT NULL DEFAULT 0
) WITH (fillfactor = 50);
COMMENT ON TABLE ingest_process IS 'Ingest processes that are thought to live. Each beats once a second through the session that holds its leases; whoever stays silent is taken out by the others and must join anew.';
COMMENT ON COLUMN ingest_process.name IS 'feed_status.holder; its connections are named "hai-dang " and this.';
COMMENT ON COLUMN ingest_process.deaf_reason IS 'Why nothing is stored though the process lives; null while it stores.';
COMMENT ON COLUMN ingest_process.deaf_ms IS 'For how long, at the last beat.';
COMMENT ON COLUMN ingest_process.waiting IS 'Messages received and not settled.';

-- No reference to feed: a feed that is removed and made again goes on counting, so that an old right never fits.
CREATE TABLE feed_lease (
  feed_id       ident PRIMARY KEY,
  epoch         bigint NOT NULL,
  member        integer NOT NULL,
  taken_at      timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE feed_lease IS 'The newest right to write for each feed. A writer compares its epoch inside its transaction: one that slept while another took over does not write.';

-- Writes some 2 MB into temporary files and frees them: fails with 53100 when the disk has no room, and leaves
-- nothing behind, neither rows nor WAL.
CREATE FUNCTION storage_room() RETURNS bigint LANGUAGE sql VOLATILE
  SET work_mem = '64kB' SET max_parallel_workers_per_gather = 0
  AS $$ WITH t AS MATERIALIZED (SELECT repeat('x', 1000) || g AS x FROM generate_series(1, 2000) AS g)
        SELECT count(*) FROM (SELECT x FROM t ORDER BY x DESC) AS s $$;
COMMENT ON FUNCTION storage_room IS 'Fails when the disk of the database is full, also while nobody stores anything.';
