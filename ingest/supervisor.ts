import { type Subscription, subscribe } from "#lib/db/bus.ts";
import type { Client, Pool } from "#lib/db/pool.ts";
import { type KnownFeed, knownFeeds } from "#lib/feed/sql/known.ts";
import { lostClaims } from "#lib/feed/sql/lease.ts";
import type { Log } from "#lib/log.ts";
import type { Deaf } from "#lib/pulse/model.ts";
import { lockOf } from "./lease/share.ts";
import { keepLeases, type Leases } from "./lease.ts";
import type { Register } from "./register.ts";
import { HOLDER, type Reporter } from "./report.ts";
import { kindOf, type Runner } from "./runner.ts";

export type SupervisorOptions = {
  url: string;
  pool: Pool;
  runner: Runner;
  register: Register;
  reporter: Reporter;
  log: Log;
  /** What this process says of itself once a second: why it stores nothing, or null. */
  pulse(): Deaf | null;
  /** Called at each notice that something of the configuration changed, and at the beginning. */
  changed(): void;
  /** Called with every feed, before any of them is started. */
  listed?(feeds: readonly KnownFeed[]): void;
};

export type Supervisor = {
  held(): ReadonlySet<string>;
  /** See `EpochOf` in batch/commit.ts. */
  epochOf(feedId: string): number | null | undefined;
  /** The feeds that this process holds, asked of the database: nobody takes one over before the transaction ends. */
  heldIn(client: Client): Promise<ReadonlySet<string>>;
  close(): Promise<void>;
};

const SETTLE_MS = 100;
/** In case a notice was missed. */
const ANYWAY_MS = 30_000;

/** Keeps the right feeds running in this process: what is configured, shared with the other processes. */
export function superviseFeeds(options: SupervisorOptions): Supervisor {
  const { pool, runner, register, reporter, log } = options;
  let feeds = new Map<string, KnownFeed>();
  let soon: NodeJS.Timeout | undefined;
  let closed = false;

  const leases: Leases = keepLeases({
    url: options.url,
    name: HOLDER,
    pulse: options.pulse,
    wanted: () => [...feeds.values()].filter((f) => f.enabled).map((f) => f.id),
    gained(id) {
      const feed = feeds.get(id);
      if (feed && isLeased(feed)) void runner.start(feed);
    },
    releasing,
    lost(ids, error) {
      log.warn(
        { feeds: ids.length, err: error },
        "lost the leases: nothing more is read until they are back",
      );
      for (const id of ids) if (isLeased(feeds.get(id))) void runner.stop(id);
    },
  });
  const bus: Subscription = subscribe(options.url, ["config"], {
    notice: (_, payload) => noticed(payload),
    connected: () => noticed(""),
  });
  const anyway = setInterval(() => void reload(), ANYWAY_MS);

  async function releasing(id: string): Promise<void> {
    const feed = feeds.get(id);
    if (feed && !isLeased(feed)) return;
    await runner.stop(id, feed?.enabled !== true);
    reporter.report(id, { state: feed?.enabled === false ? "off" : "waiting", held: false });
    await reporter.written(id);
  }

  function noticed(payload: string): void {
    const { changed, onlyNew } = readNotice(payload);
    if (changed !== "feed") runner.registerChanged(onlyNew);
    options.changed();
    soon ??= setTimeout(() => void reload(), SETTLE_MS);
  }

  async function reload(): Promise<void> {
    clearTimeout(soon);
    soon = undefined;
    try {
      const found = await knownFeeds(pool);
      await register.refresh();
      if (!closed) apply(found);
    } catch (error) {
      log.warn({ err: error }, "could not read the feeds; trying again");
      if (!closed) soon ??= setTimeout(() => void reload(), 1_000);
    }
  }

  function apply(found: KnownFeed[]): void {
    const before = feeds;
    feeds = new Map(found.map((feed) => [feed.id, feed]));
    options.listed?.(found);
    for (const feed of found) {
      const old = before.get(feed.id);
      if (old && isSame(old, feed)) continue;
      if (!feed.enabled && !leases.held().has(feed.id))
        reporter.report(feed.id, { state: "off", held: false });
      if (old && isLeased(old) !== isLeased(feed)) void runner.stop(feed.id, true);
      if (isLeased(feed)) {
        if (feed.enabled && leases.held().has(feed.id)) void runner.restart(feed);
      } else if (feed.enabled) void runner.restart(feed);
      else void runner.stop(feed.id);
    }
    for (const id of before.keys()) if (!feeds.has(id)) void runner.stop(id, true);
    leases.poke();
  }

  return {
    held: () => leases.held(),
    epochOf: (id) => (isLeased(feeds.get(id)) ? leases.epoch(id) : null),
    async heldIn(client) {
      const held = new Set(leases.held());
      const claims = [...held].map((feedId) => {
        return { feedId, lock: lockOf(feedId), epoch: leases.epoch(feedId) };
      });
      for (const id of await lostClaims(client, claims)) held.delete(id);
      return held;
    },
    async close() {
      closed = true;
      clearTimeout(soon);
      clearInterval(anyway);
      await bus.close();
      await leases.close();
      await runner.stopAll();
    },
  };
}

function isLeased(feed: KnownFeed | undefined): boolean {
  return feed !== undefined && (kindOf(feed)?.leased ?? true);
}

function isSame(a: KnownFeed, b: KnownFeed): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function readNotice(payload: string): { changed: string; onlyNew: boolean } {
  try {
    const { changed, onlyNew } = JSON.parse(payload) as { changed?: unknown; onlyNew?: unknown };
    return { changed: String(changed), onlyNew: onlyNew === true };
  } catch {
    return { changed: payload, onlyNew: false };
  }
}
