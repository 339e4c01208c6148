import type { Db } from "#lib/db/pool.ts";
import { WRITER_LOCK } from "#lib/reading/sql/write.ts";
import { KINDS, type Retention, type RetentionKind } from "./model.ts";

/** How long each kind is kept, seconds, as set. @throws when a row is missing */
export async function retention(db: Db): Promise<Retention> {
  const { rows } = await db.query<{ kind: RetentionKind; seconds: number }>(
    "SELECT kind, date_part('epoch', keep) AS seconds FROM retention",
  );
  const set = Object.fromEntries(rows.map((r) => [r.kind, r.seconds])) as Retention;
  const missing = KINDS.filter((kind) => set[kind] === undefined);
  if (missing.length > 0) throw new Error(`retention has no row for ${missing.join(", ")}`);
  return set;
}

/** @param days whole days, ≥ 1 */
export async function setRetention(db: Db, kind: RetentionKind, days: number): Promise<void> {
  await db.query("UPDATE retention SET keep = make_interval(days => $2) WHERE kind = $1", [kind, days]);
}

/** Chunks of the kind that lie wholly before an instant (ms). */
export async function oldChunks(db: Db, kind: RetentionKind, before: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    "SELECT count(*)::int4 AS count FROM show_chunks($1::regclass, older_than => $2::timestamptz)",
    [kind, new Date(before)],
  );
  return rows[0]?.count ?? 0;
}

/** Drops the chunks of the kind that lie wholly before an instant (ms); waits for their readers at most 5 s. */
export async function dropOldChunks(db: Db, kind: RetentionKind, before: number): Promise<number> {
  await db.query("SET LOCAL lock_timeout = '5s'");
  const { rowCount } = await db.query("SELECT drop_chunks($1::regclass, older_than => $2::timestamptz)", [
    kind,
    new Date(before),
  ]);
  return rowCount ?? 0;
}

/**
 * From now on no reading from before that instant (ms) is stored. Waits for the writers that do not know it yet.
 * Inside a transaction that does only this.
 */
export async function closeRawBefore(db: Db, before: number): Promise<void> {
  await db.query("SET LOCAL lock_timeout = '10s'");
  await db.query(`SELECT pg_advisory_xact_lock(${WRITER_LOCK})`);
  await db.query("UPDATE rollup_state SET raw_from = $1 WHERE raw_from < $1", [new Date(before)]);
}

/** Whether every rollup made from that kind is finished before an instant (ms): nothing open, nothing marked. */
export async function isRolledUp(
  db: Db,
  kind: "reading" | "rollup_1m" | "rollup_1h",
  before: number,
): Promise<boolean> {
  const width = { reading: "1m", rollup_1m: "1h", rollup_1h: "1d" }[kind];
  const { rows } = await db.query<{ done: boolean }>(
    `SELECT (SELECT until >= $2 FROM rollup_progress WHERE width = $1)
       AND NOT EXISTS (SELECT FROM rollup_dirty WHERE width = $1 AND bucket < $2) AS done`,
    [width, new Date(before)],
  );
  return rows[0]?.done ?? false;
}

/** Corrections of readings that are dropped themselves. */
export async function dropOldCorrections(db: Db, before: number): Promise<number> {
  const { rowCount } = await db.query("DELETE FROM reading_correction WHERE time < $1", [new Date(before)]);
  return rowCount ?? 0;
}
