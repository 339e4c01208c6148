import type { Client, Db } from "#lib/db/pool.ts";

export type NewLink = {
  hash: Buffer;
  notificationId: string;
  userId: string;
  alertIds: readonly number[];
  expiresAt: number;
};

export async function insertLink(db: Db, link: NewLink): Promise<void> {
  await db.query({
    name: "ack-link-insert",
    text: `INSERT INTO ack_link (hash, notification_id, user_id, alert_ids, expires_at) VALUES ($1, $2, $3, $4, $5)`,
    values: [link.hash, link.notificationId, link.userId, link.alertIds, new Date(link.expiresAt)],
  });
}

/** Times in ms. */
export type Link = { userId: string; alertIds: number[]; expiresAt: number; usedAt: number | null };
const LINK = `user_id AS "userId", to_jsonb(alert_ids) AS "alertIds", (extract(epoch FROM expires_at) * 1000)::float8 AS "expiresAt",
  (extract(epoch FROM used_at) * 1000)::float8 AS "usedAt"`;

export async function linkByHash(db: Db, hash: Buffer): Promise<Link | undefined> {
  const { rows } = await db.query<Link>(`SELECT ${LINK} FROM ack_link WHERE hash = $1`, [hash]);
  return rows[0];
}

/** As {@link linkByHash}, locked: of two presses of the button at once, the second waits and finds it used. */
export async function lockLink(client: Client, hash: Buffer): Promise<Link | undefined> {
  const { rows } = await client.query<Link>(`SELECT ${LINK} FROM ack_link WHERE hash = $1 FOR UPDATE`, [
    hash,
  ]);
  return rows[0];
}

export async function spendLink(client: Client, hash: Buffer, now: number): Promise<void> {
  await client.query("UPDATE ack_link SET used_at = $2 WHERE hash = $1", [hash, new Date(now)]);
}

/** Links that nobody can use any more are forgotten some time after they expired, so that "expired" can be said. */
export async function forgetLinks(db: Db, expiredBefore: number): Promise<number> {
  const { rowCount } = await db.query("DELETE FROM ack_link WHERE expires_at < $1", [
    new Date(expiredBefore),
  ]);
  return rowCount ?? 0;
}
