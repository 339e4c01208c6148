import type { Db } from "#lib/db/pool.ts";
import type { FeedState } from "../model.ts";

export type StateChange = { feedId: string; state: FeedState; detail: string | null; holder: string | null };

/** Writes where a feed stands and which process holds it; makes its status row at the first call. */
export async function writeFeedState(db: Db, change: StateChange): Promise<void> {
  await db.query(
    `INSERT INTO feed_status (feed_id, state, detail, holder) VALUES ($1, $2, $3, $4)
     ON CONFLICT (feed_id) DO UPDATE
     SET state = excluded.state, detail = excluded.detail, holder = excluded.holder, updated_at = now()`,
    [change.feedId, change.state, change.detail?.slice(0, 500) ?? null, change.holder],
  );
}

/** How far a polled source has been read; null at the beginning. */
export async function readWatermark(db: Db, feedId: string): Promise<unknown> {
  const { rows } = await db.query<{ watermark: unknown }>(
    "SELECT watermark FROM feed_status WHERE feed_id = $1",
    [feedId],
  );
  return rows[0]?.watermark ?? null;
}
