import type { Db } from "#lib/db/pool.ts";

/** Classes of the advisory locks: who is alive, and who holds a feed. */
const [MEMBER, FEED] = [7_246_010, 7_246_011];

export type LeaseLock = { kind: "member" | "feed"; id: number };

/** Says that this session's process lives, under a number; false when another has the number. */
export async function joinMembers(db: Db, id: number): Promise<boolean> {
  return tryLock(db, MEMBER, id);
}

/** Session locks: they end with the connection, however the process dies. */
export async function takeFeedLock(db: Db, id: number): Promise<boolean> {
  return tryLock(db, FEED, id);
}

export async function releaseFeedLock(db: Db, id: number): Promise<void> {
  await db.query("SELECT pg_advisory_unlock($1, $2)", [FEED, id]);
}

/** Every such lock of this database. */
export async function leaseLocks(db: Db): Promise<LeaseLock[]> {
  const { rows } = await db.query<LeaseLock>(
    `SELECT CASE classid::int8 WHEN ${MEMBER} THEN 'member' ELSE 'feed' END AS kind, objid::int8 AS id
     FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND granted
       AND classid::int8 IN (${MEMBER}, ${FEED})
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  return rows;
}

async function tryLock(db: Db, kind: number, id: number): Promise<boolean> {
  const { rows } = await db.query<{ got: boolean }>("SELECT pg_try_advisory_lock($1, $2) AS got", [kind, id]);
  return rows[0]?.got ?? false;
}
