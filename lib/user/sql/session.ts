import type { Client, Db } from "#lib/db/pool.ts";
import type { SessionRow } from "../model.ts";

/** Of one person: who has more loses the oldest. */
const MOST = 50;

/** Drops what ended, and the oldest beyond what one person may have. @returns sessions begun in the last 10 s */
export async function tidySessions(client: Client, userId: string): Promise<{ lately: number }> {
  await client.query(
    `DELETE FROM auth.session WHERE "userId" = $1 AND ("expiresAt" <= now() OR id IN
       (SELECT id FROM auth.session WHERE "userId" = $1 ORDER BY "createdAt" DESC OFFSET $2))`,
    [userId, MOST],
  );
  const { rows } = await client.query<{ lately: number }>(
    `SELECT count(*)::int AS lately FROM auth.session WHERE "userId" = $1 AND "createdAt" > now() - interval '10 seconds'`,
    [userId],
  );
  return rows[0] as { lately: number };
}

export async function sessionsOf(db: Db, userId: string, currentId: string): Promise<SessionRow[]> {
  const { rows } = await db.query<SessionRow>(
    `SELECT id, (extract(epoch FROM "createdAt") * 1000)::float8 AS "startedAt",
        (extract(epoch FROM "updatedAt") * 1000)::float8 AS "seenAt",
        nullif("ipAddress", '') AS address, nullif("userAgent", '') AS "userAgent", id = $2 AS current
      FROM auth.session WHERE "userId" = $1 AND "expiresAt" > now() ORDER BY id = $2 DESC, "updatedAt" DESC`,
    [userId, currentId],
  );
  return rows;
}

/** @returns whether this person had such a session */
export async function endSession(client: Client, userId: string, id: string): Promise<boolean> {
  const { rowCount } = await client.query(`DELETE FROM auth.session WHERE "userId" = $1 AND id = $2`, [
    userId,
    id,
  ]);
  return rowCount === 1;
}

/** Ends all sessions of a person but one; null: all of them. @returns how many */
export async function endOtherSessions(client: Client, userId: string, but: string | null): Promise<number> {
  const { rowCount } = await client.query(
    `DELETE FROM auth.session WHERE "userId" = $1 AND id IS DISTINCT FROM $2`,
    [userId, but],
  );
  return rowCount ?? 0;
}
