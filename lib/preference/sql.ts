import type { Db } from "#lib/db/pool.ts";
import type { PreferenceKey } from "./model.ts";

/** undefined while the person has never said. */
export async function preference(db: Db, userId: string, key: PreferenceKey): Promise<unknown> {
  const { rows } = await db.query<{ value: unknown }>(
    "SELECT value FROM preference WHERE user_id = $1 AND key = $2",
    [userId, key],
  );
  return rows[0]?.value;
}

export type Preferred = { userId: string; key: PreferenceKey; value: unknown };

export async function prefer(db: Db, { userId, key, value }: Preferred): Promise<void> {
  await db.query(
    `INSERT INTO preference (user_id, key, value) VALUES ($1, $2, $3)
     ON CONFLICT (user_id, key) DO UPDATE SET value = $3, changed_at = now()`,
    [userId, key, JSON.stringify(value)],
  );
}
