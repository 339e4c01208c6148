import type { Client, Db } from "#lib/db/pool.ts";

export type KeptPassword = { hash: string; setBy: string | null };

export async function passwordOf(db: Db, userId: string): Promise<KeptPassword | null> {
  const { rows } = await db.query<KeptPassword>(
    `SELECT password AS hash, "setBy" FROM auth.account
      WHERE "userId" = $1 AND "providerId" = 'credential' AND password IS NOT NULL`,
    [userId],
  );
  return rows[0] ?? null;
}

/** @param setBy `self`, or the administrator in whose browser it was chosen */
export async function savePassword(
  client: Client,
  userId: string,
  { hash, setBy }: { hash: string; setBy: string },
) {
  const { rowCount } = await client.query(
    `UPDATE auth.account SET password = $2, "setBy" = $3, "updatedAt" = now()
      WHERE "userId" = $1 AND "providerId" = 'credential'`,
    [userId, hash, setBy],
  );
  if (rowCount) return;
  await client.query(
    `INSERT INTO auth.account (id, "accountId", "providerId", "userId", password, "setBy", "updatedAt")
     VALUES ($1, $1, 'credential', $1, $2, $3, now())`,
    [userId, hash, setBy],
  );
}

/** False: an administrator knows or knew this password, so that a second signature given with it could be theirs. */
export async function isOwnPassword(db: Db, userId: string): Promise<boolean> {
  const { rowCount } = await db.query({
    name: "password-not-own",
    text: `SELECT FROM auth.account WHERE "userId" = $1 AND "setBy" IS DISTINCT FROM 'self'`,
    values: [userId],
  });
  return rowCount === 0;
}
