import { randomInt } from "node:crypto";
import { hostname } from "node:os";
import { publish } from "#lib/db/bus.ts";
import type { Pool } from "#lib/db/pool.ts";
import type { FeedState } from "#lib/feed/model.ts";
import { setFeedState } from "#lib/feed/sql.ts";
import type { Log } from "#lib/log.ts";

/** Names this process in feed_status.holder and in the names of its connections, which hold 63 characters. */
export const HOLDER = `${hostname().slice(0, 32)}-${randomInt(2 ** 32).toString(36)}:${process.pid}`;

export type Standing = { state: FeedState; detail?: string; held: boolean };

export type Reporter = {
  /** Writes where the feed stands; the newest wins, and waits while the database is away. */
  report(feedId: string, standing: Standing): void;
  /** Resolves when what was reported of the feed is written, or could not be written within 2 s. */
  written(feedId: string): Promise<void>;
  close(): Promise<void>;
};

const AGAIN_MS = 1_000;
const WRITTEN_MS = 2_000;

export function openReporter(pool: Pool, log: Log): Reporter {
  const waiting = new Map<string, Standing>();
  let writing: Promise<void> | undefined;
  let closed = false;

  async function writeAll(): Promise<void> {
    for (const [feedId, standing] of waiting) {
      try {
        await write(feedId, standing);
        if (waiting.get(feedId) === standing) waiting.delete(feedId);
      } catch {
        break;
      }
    }
  }

  function ended(): void {
    writing = undefined;
    if (waiting.size > 0 && !closed) setTimeout(begin, AGAIN_MS).unref();
  }

  async function write(feedId: string, { state, detail, held }: Standing): Promise<void> {
    const work = {
      feedId,
      state,
      detail: detail?.slice(0, 500),
      holder: held ? HOLDER : undefined,
      by: HOLDER,
    };
    if (await setFeedState(pool, work)) await publish(pool, "feed", [JSON.stringify([feedId])]);
  }

  function begin(): void {
    if (waiting.size > 0) writing ??= writeAll().finally(ended);
  }

  return {
    report(feedId, standing) {
      const level = standing.state === "retrying" || standing.state === "failed" ? "warn" : "info";
      log[level]({ feed: feedId, detail: standing.detail }, `feed ${standing.state}`);
      waiting.set(feedId, standing);
      begin();
    },
    async written(feedId) {
      const until = Date.now() + WRITTEN_MS;
      while (waiting.has(feedId) && Date.now() < until) {
        begin();
        await Promise.race([writing, new Promise((done) => setTimeout(done, 100))]);
      }
    },
    async close() {
      closed = true;
      await writing;
    },
  };
}
