import type { Client, Db } from "#lib/db/pool.ts";

export type LinkPurpose = "invitation" | "reset";
export type Link = { userId: string; name: string; email: string; purpose: LinkPurpose; madeBy: string };
export type NewLink = { hash: Buffer; userId: string; purpose: LinkPurpose; madeBy: string; expiresAt: Date };

/** A person has one link; a newer one takes the older one's place. */
export async function saveLink(
  client: Client,
  { hash, userId, purpose, madeBy, expiresAt }: NewLink,
): Promise<void> {
  await client.query(
    `INSERT INTO account_link (hash, user_id, purpose, made_by, expires_at) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (user_id) DO UPDATE SET hash = $1, purpose = $3, made_by = $4, made_at = now(), expires_at = $5`,
    [hash, userId, purpose, madeBy, expiresAt],
  );
}

const LIVE = `FROM account_link l JOIN auth."user" u ON u.id = l.user_id
  WHERE l.hash = $1 AND l.expires_at > now() AND u.banned IS NOT TRUE`;

export async function linkByHash(db: Db, hash: Buffer): Promise<Link | null> {
  const { rows } = await db.query<Link>(
    `SELECT u.id AS "userId", u.name, u.email, l.purpose, l.made_by AS "madeBy" ${LIVE}`,
    [hash],
  );
  return rows[0] ?? null;
}

/** @returns whether this call, and no other, used the link up */
export async function spendLink(client: Client, hash: Buffer): Promise<boolean> {
  const { rowCount } = await client.query(
    `DELETE FROM account_link WHERE hash IN (SELECT l.hash ${LIVE} FOR UPDATE OF l)`,
    [hash],
  );
  return rowCount === 1;
}
