import type { Db } from "#lib/db/pool.ts";

/** Where the holder of a feed takes messages that came in elsewhere. */
export type Door = { holder: string; url: string; token: string };

/** The feed's holder is here from now on, whoever it was before. */
export async function openDoor(db: Db, feedId: string, { holder, url, token }: Door): Promise<void> {
  await db.query(
    `INSERT INTO feed_door (feed_id, holder, url, token) VALUES ($1, $2, $3, $4)
     ON CONFLICT (feed_id) DO UPDATE
     SET holder = excluded.holder, url = excluded.url, token = excluded.token, opened_at = now()`,
    [feedId, holder, url, token],
  );
}

/** undefined: nobody holds it, or nobody has said so yet. */
export async function doorOf(db: Db, feedId: string): Promise<Door | undefined> {
  const { rows } = await db.query<Door>("SELECT holder, url, token FROM feed_door WHERE feed_id = $1", [
    feedId,
  ]);
  return rows[0];
}
