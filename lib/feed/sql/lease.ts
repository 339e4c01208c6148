import type { Db } from "#lib/db/pool.ts";

/** Classes of the advisory locks: who is alive, who holds a feed, who is writing for it now. */
const [MEMBER, FEED, WRITING] = [7_246_010, 7_246_011, 7_246_012];

export type LeaseLock = { kind: "member" | "feed"; id: number };

/** Says that this session's process lives, under a number; false when another has the number. */
export async function joinMembers(db: Db, id: number): Promise<boolean> {
  return tryLock(db, MEMBER, id);
}

type Taking = { feedId: string; lock: number; member: number };

/**
 * A session lock, which ends with the connection however the process dies, and with it a new epoch.
 * @returns the epoch; undefined when another holds the feed, or still writes for it
 */
export async function takeFeed(db: Db, { feedId, lock, member }: Taking): Promise<number | undefined> {
  if (!(await tryLock(db, FEED, lock))) return undefined;
  const { rows } = await db.query<{ epoch: number }>(
    `INSERT INTO feed_lease AS l (feed_id, epoch, member)
     SELECT $1, 1, $3 WHERE pg_try_advisory_xact_lock(${WRITING}, $2)
     ON CONFLICT (feed_id) DO UPDATE SET epoch = l.epoch + 1, member = excluded.member, taken_at = now()
     RETURNING epoch`,
    [feedId, lock, member],
  );
  if (!rows[0]) await releaseFeedLock(db, lock);
  return rows[0]?.epoch;
}

export async function releaseFeedLock(db: Db, id: number): Promise<void> {
  await db.query("SELECT pg_advisory_unlock($1, $2)", [FEED, id]);
}

/** The right under which a process writes for a feed; epoch undefined: it has none any more. */
export type Claim = { feedId: string; lock: number; epoch: number | undefined };

/**
 * Two statements for the beginning of a transaction that writes for these feeds; the last one's only row says in
 * `lost` for which of them another holds the right by now. Until the transaction ends nobody can take over the others.
 */
export function claimSql(db: Pick<Escaping, "escapeLiteral">, claims: readonly Claim[]): string {
  const rows = claims.map(({ feedId, epoch }) => `(${db.escapeLiteral(feedId)}, ${Number(epoch ?? -1)})`);
  const locks = claims.map(({ lock }) => Number(lock));
  return `SELECT pg_advisory_xact_lock_shared(${WRITING}, n) FROM unnest('{${locks.join()}}'::int4[]) AS n;
    SELECT coalesce(array_agg(w.id), '{}') AS lost
    FROM (VALUES ${rows.join()}) AS w (id, epoch) LEFT JOIN feed_lease l ON l.feed_id = w.id
    WHERE l.epoch IS DISTINCT FROM w.epoch`;
}
type Escaping = { escapeLiteral(text: string): string };

/** Of these claims, the feeds that are no longer ours; in a transaction, as {@link claimSql}. */
export async function lostClaims(db: Db & Escaping, claims: readonly Claim[]): Promise<string[]> {
  if (claims.length === 0) return [];
  const answers = (await db.query(claimSql(db, claims))) as unknown as { rows: { lost: string[] }[] }[];
  return answers[1]?.rows[0]?.lost ?? [];
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
