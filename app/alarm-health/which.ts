import type { Pool } from "#lib/db/pool.ts";
import { allFeeds } from "#lib/feed/sql.ts";

/** Real alarms, unless simulated ones are asked for, or there is nothing else. */
export async function isSimulated(pool: Pool, asked: string | undefined): Promise<boolean> {
  if (asked === "0" || asked === "1") return asked === "1";
  const feeds = (await allFeeds(pool)).filter((feed) => feed.enabled);
  return feeds.length > 0 && feeds.every((feed) => feed.simulated);
}
