import { randomInt } from "node:crypto";
import pg from "pg";
import { joinMembers, leaseLocks, releaseFeedLock, takeFeed } from "#lib/feed/sql/lease.ts";
import type { Deaf } from "#lib/pulse/model.ts";
import { CONNECTION } from "#lib/pulse/sql.ts";
import { type Heart, startHeart } from "./lease/heart.ts";
import { lockOf, shareOf } from "./lease/share.ts";
import { pause } from "./transports/backoff.ts";

export type LeaseOptions = {
  /** Names this process, see {@link HOLDER}. */
  name: string;
  /** What it says of itself at each beat: why it stores nothing, or null. */
  pulse(): Deaf | null;
  /** A session connection: a transaction pooler cannot hold locks. */
  url: string;
  /** Feeds that somebody should hold now. */
  wanted(): readonly string[];
  /** The feed is ours from here on. */
  gained(feedId: string): void;
  /** Stop working for it; it is given to others when the promise resolves. */
  releasing(feedId: string): Promise<void>;
  /** The connection is gone and all leases with it: stop at once. */
  lost(feedIds: string[], error: Error): void;
  roundMs?: number;
  /** Others that have not beaten for so long are taken out. */
  silentMs?: number;
};

export type Leases = {
  /** Looks again now: the list of feeds changed. */
  poke(): void;
  held(): ReadonlySet<string>;
  /** The right under which this process writes for the feed; undefined when it does not hold it. */
  epoch(feedId: string): number | undefined;
  /** Gives everything back. */
  close(): Promise<void>;
};

const ROUND_MS = 1_000;
/** A server that does not answer within it is away; it notices a vanished client in about as long. */
const ANSWER_MS = 4_000;
const PATIENCE =
  "-c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=3 -c tcp_user_timeout=5000";

/**
 * Shares the feeds among the ingest processes of one database. A lease is a session lock on one connection a
 * process: when the process dies its locks go with it, and the others take its feeds in their next round. One that
 * stands still keeps its connection: the others end it when its heart has stopped (lease/heart.ts). Each lease has an
 * epoch, which writers compare in their transactions: whoever slept through a takeover does not write.
 */
export function keepLeases(options: LeaseOptions): Leases {
  const stopping = new AbortController();
  const held = new Map<string, number>();
  let wake = new AbortController();
  const lastRound = live();
  return {
    poke: () => wake.abort(),
    held: () => new Set(held.keys()),
    epoch: (feedId) => held.get(feedId),
    async close() {
      stopping.abort();
      wake.abort();
      await lastRound;
    },
  };

  async function live(): Promise<void> {
    while (!stopping.signal.aborted) {
      const error = await session();
      const lost = [...held.keys()];
      held.clear();
      if (lost.length > 0) options.lost(lost, error);
      await pause(250 + Math.random() * 250, stopping.signal);
    }
  }

  /** Rounds on one connection until it is lost or we stop. */
  async function session(): Promise<Error> {
    const client = new pg.Client({
      connectionString: options.url,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
      application_name: `${CONNECTION}${options.name}`,
      options: PATIENCE,
    });
    let ended: Error | undefined;
    let heart: Heart | undefined;
    const end = (error?: Error) => {
      ended ??= error ?? new Error("the database closed the connection of the leases");
      wake.abort();
    };
    client.on("error", end);
    client.on("end", () => end());
    try {
      await client.connect();
      const me = await join(client);
      const { name, pulse, silentMs } = options;
      heart = await startHeart(client, { member: me, name, pulse, silentMs, stopped: end });
      while (!ended && !stopping.signal.aborted) {
        wake = new AbortController();
        await round(client, me);
        if (!ended && !stopping.signal.aborted) await pause(options.roundMs ?? ROUND_MS, wake.signal);
      }
      if (!ended) await giveBack(client, [...held.keys()]);
      if (!ended) await heart.leave();
      return ended ?? new Error("stopped");
    } catch (error) {
      return error as Error;
    } finally {
      heart?.stop();
      void client.end().catch(() => {});
    }
  }

  async function round(client: pg.Client, me: number): Promise<void> {
    const wanted = options.wanted();
    await giveBack(
      client,
      [...held.keys()].filter((feed) => !wanted.includes(feed)),
    );
    const locks = await leaseLocks(client);
    const ids = (kind: string) => locks.filter((l) => l.kind === kind).map((l) => l.id);
    const board = { members: ids("member"), taken: new Set(ids("feed")), mine: new Set(held.keys()) };
    const { release, tryFor } = shareOf(me, wanted, board);
    await giveBack(client, release);
    for (const feed of tryFor) {
      if (stopping.signal.aborted) return;
      const epoch = await takeFeed(client, { feedId: feed, lock: lockOf(feed), member: me });
      if (epoch === undefined) continue;
      held.set(feed, epoch);
      options.gained(feed);
    }
  }

  async function giveBack(client: pg.Client, feeds: readonly string[]): Promise<void> {
    await Promise.all(feeds.map((feed) => options.releasing(feed)));
    for (const feed of feeds) {
      held.delete(feed);
      await releaseFeedLock(client, lockOf(feed));
    }
  }
}

async function join(client: pg.Client): Promise<number> {
  for (;;) {
    const me = randomInt(1, 2 ** 31 - 1);
    if (await joinMembers(client, me)) return me;
  }
}
