import type { Db } from "#lib/db/pool.ts";
import type { Feed } from "../model.ts";
import { allFeeds } from "../sql.ts";

/** A feed and the SHA-256 of its bearer token; null: nobody may push. */
export type KnownFeed = Feed & { tokenHash: Buffer | null };

/** Every feed with its token's hash, by id, disabled ones too. */
export async function knownFeeds(db: Db): Promise<KnownFeed[]> {
  const feeds = await allFeeds(db);
  const { rows } = await db.query<{ id: string; token_hash: Buffer }>(
    "SELECT id, token_hash FROM feed WHERE token_hash IS NOT NULL",
  );
  const hashes = new Map(rows.map((r) => [r.id, r.token_hash]));
  return feeds.map((feed) => ({ ...feed, tokenHash: hashes.get(feed.id) ?? null }));
}
