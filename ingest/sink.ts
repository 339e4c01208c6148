import { randomUUID } from "node:crypto";
import { publish } from "#lib/db/bus.ts";
import type { Pool } from "#lib/db/pool.ts";
import type { EpochOf } from "./batch/commit.ts";
import { type Persister, persist } from "./batch/persist.ts";
import { openQueue, weight } from "./batch/queue.ts";
import { keeper } from "./batch/refusals.ts";
import type { Delivery, Judge } from "./delivery.ts";

export type { Delivery, Judge, Outcome } from "./delivery.ts";

/**
 * Where every feed ends: deliveries are gathered for some 10 ms, written in one transaction, and settled after its
 * commit. While the database is away they wait here and `pressure` rises; nothing is dropped, so whoever adds must
 * stop at pressure 1 and wait for `drained`.
 */
export type Sink = {
  add(delivery: Delivery): void;
  /** Rows waiting or being written ÷ the limit: 0 empty, ≥ 1 stop adding. */
  pressure(): number;
  /** Resolves when pressure is below the low-water mark (0.5); at once when it already is. */
  drained(): Promise<void>;
  /** Resolves when everything added so far has settled. */
  idle(): Promise<void>;
  /** Since when (ms) the database has refused to store, and why; null while it stores. */
  trouble(): Trouble | null;
  /** When (ms) something was committed last; at first, when the sink was opened. */
  storedAt(): number;
  /** Writes what waits if the database answers within `graceMs` (5 s), settles the rest with an Error. */
  close(graceMs?: number): Promise<void>;
};
export type Trouble = { since: number; error: Error };

export type SinkOptions = {
  pool: Pool;
  judge?: Judge;
  /** Absent: nobody else writes. */
  epochOf?: EpochOf;
  now?: () => number;
  /** The longest that a delivery waits for company; 10 ms: 100 commits/s at most, each some 5 ms of the server. */
  flushMs?: number;
  /** Rows at which a batch is full. */
  batchRows?: number;
  /** Rows at which pressure is 1. */
  limit?: number;
  /** Transactions in flight at once. */
  writers?: number;
  /** Told once when storing begins to fail, and once (null) when it works again. */
  onTrouble?(trouble: Trouble | null): void;
  /** After each commit, for measurements. */
  onStored?(part: readonly Delivery[], ms: number): void;
};

const LOW_WATER = 0.5;
const FEED_NOTICE_MS = 1_000;
const FEEDS_A_NOTICE = 100;

export function openSink(options: SinkOptions): Sink {
  const { pool, now = Date.now, flushMs = 10, batchRows = 5_000, limit = 50_000, writers = 1 } = options;
  const queue = openQueue({ flushMs, batchRows });
  const waiters = new Set<{ ready(): boolean; done(): void }>();
  const news = openFeedNews(pool);
  /** Rows that have not settled. */
  let held = 0;
  let trouble: Trouble | null = null;
  let abandoned = false;
  let storedAt = now();

  const pressure = () => held / limit;
  const when = (ready: () => boolean) =>
    ready() ? Promise.resolve() : new Promise<void>((done) => waiters.add({ ready, done }));
  const tellTrouble = (now: Trouble | null) => {
    trouble = now;
    options.onTrouble?.(now);
  };

  const persister: Omit<Persister, "mark"> = {
    pool,
    judge: options.judge,
    epochOf: options.epochOf,
    now,
    keepRefusal: keeper(now),
    abandoned: () => abandoned,
    stored(part, ms) {
      storedAt = now();
      options.onStored?.(part, ms);
      for (const { feedId } of part) news.add(feedId);
      if (trouble) tellTrouble(null);
    },
    stumbled(error) {
      if (!trouble) tellTrouble({ since: now(), error });
    },
  };

  async function write(): Promise<void> {
    const mine = { ...persister, mark: { writer: randomUUID(), number: 0 } };
    for (let batch = await queue.next(); batch; batch = await queue.next()) {
      await persist(batch, mine);
      for (const delivery of batch) held -= weight(delivery);
      wakeWaiters();
    }
  }

  function wakeWaiters(): void {
    for (const waiter of waiters) {
      if (!waiter.ready()) continue;
      waiters.delete(waiter);
      waiter.done();
    }
  }

  const loops = Array.from({ length: writers }, write);
  return {
    add(delivery) {
      if (abandoned) return void delivery.settle(new Error("the sink is closed"));
      held += weight(delivery);
      queue.add(delivery);
    },
    pressure,
    drained: () => when(() => pressure() < LOW_WATER),
    idle: () => when(() => held === 0),
    trouble: () => trouble,
    storedAt: () => storedAt,
    async close(graceMs = 5_000) {
      queue.end();
      const abandon = () => {
        abandoned = true;
        for (const delivery of queue.abandon()) {
          held -= weight(delivery);
          delivery.settle(new Error("closed before it was stored"));
        }
      };
      const grace = setTimeout(abandon, graceMs);
      await Promise.all(loops);
      clearTimeout(grace);
      abandon();
      wakeWaiters();
      await news.close();
    },
  };
}

/** Counters are news once a second and feed, after their commit. */
function openFeedNews(pool: Pool) {
  const changed = new Set<string>();
  async function tell(): Promise<void> {
    const ids = [...changed];
    changed.clear();
    const payloads: string[] = [];
    for (let i = 0; i < ids.length; i += FEEDS_A_NOTICE)
      payloads.push(JSON.stringify(ids.slice(i, i + FEEDS_A_NOTICE)));
    await publish(pool, "feed", payloads).catch(() => {
      for (const id of ids) changed.add(id);
    });
  }
  const timer = setInterval(() => void tell(), FEED_NOTICE_MS);
  return {
    add: (feedId: string) => changed.add(feedId),
    close() {
      clearInterval(timer);
      return tell();
    },
  };
}
