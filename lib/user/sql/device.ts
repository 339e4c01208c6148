import type { Client, Db } from "#lib/db/pool.ts";

const KEPT_DAYS = 180;
/** Of one person. */
const MOST = 50;

/** Whether this person signed in with this browser before. */
export async function isKnownDevice(db: Db, hash: Buffer, userId: string): Promise<boolean> {
  const { rowCount } = await db.query({
    name: "known-device",
    text: "SELECT FROM known_device WHERE hash = $1 AND user_id = $2 AND last_at > now() - make_interval(days => $3)",
    values: [hash, userId, KEPT_DAYS],
  });
  return rowCount === 1;
}

export async function saveDevice(client: Client, hash: Buffer, userId: string): Promise<void> {
  await client.query(
    `INSERT INTO known_device (hash, user_id) VALUES ($1, $2)
     ON CONFLICT (hash, user_id) DO UPDATE SET last_at = now()`,
    [hash, userId],
  );
  await client.query(
    `DELETE FROM known_device WHERE user_id = $1 AND hash IN
       (SELECT hash FROM known_device WHERE user_id = $1 ORDER BY last_at DESC OFFSET $2)`,
    [userId, MOST],
  );
}

/** A browser that somebody signed out of all others with stays known; the others are strangers again. */
export async function forgetDevices(client: Client, userId: string, but: Buffer | null): Promise<void> {
  await client.query("DELETE FROM known_device WHERE user_id = $1 AND hash IS DISTINCT FROM $2", [
    userId,
    but,
  ]);
}
