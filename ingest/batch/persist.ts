import type { Pool } from "#lib/db/pool.ts";
import type { Delivery, Judge } from "../delivery.ts";
import { type CommitOptions, commitBatch, isPoison, Superseded } from "./commit.ts";
import { halves, poisoned, rowsOf, unjudged } from "./halves.ts";
import type { Stored } from "./store.ts";

const RETRY_MS = [50, 100, 250, 500, 1_000, 2_000];

export type Persister = Pick<CommitOptions, "epochOf" | "mark" | "keepRefusal" | "abandoned"> & {
  pool: Pool;
  judge: Judge | undefined;
  now(): number;
  /** After each commit, which took `ms`. */
  stored(part: readonly Delivery[], ms: number): void;
  /** After each attempt that failed for reasons that pass. */
  stumbled(error: Error): void;
};

/** Stores deliveries and settles them; waits as long as the store is away; finds out what is poisonous. */
export async function persist(part: readonly Delivery[], by: Persister): Promise<void> {
  for (let tries = 0; !by.abandoned(); tries++) {
    const startedAt = performance.now();
    const result = await commitBatch(by.pool, part, { ...by, now: by.now() }).catch((error: Error) => error);
    if (!(result instanceof Error)) {
      by.stored(part, performance.now() - startedAt);
      return finish(part, result);
    }
    if (result instanceof Superseded) return withdraw(part, result, by);
    if (isPoison(result)) return isolate(part, result, by);
    by.stumbled(result);
    await pause(RETRY_MS[Math.min(tries, RETRY_MS.length - 1)] as number);
  }
  for (const delivery of part) delivery.settle(new Error("closed before the database came back"));
}

/** What belongs to another process by now is given back to whoever sent it; the rest is stored. */
async function withdraw(part: readonly Delivery[], error: Superseded, by: Persister): Promise<void> {
  const ours = part.filter(({ feedId }) => !error.feeds.has(feedId));
  for (const delivery of part) if (error.feeds.has(delivery.feedId)) delivery.settle(error);
  if (ours.length > 0) await persist(ours, by);
}

/** Halves the batch, then the delivery, until the one row is alone that the database refuses. */
async function isolate(part: readonly Delivery[], error: Error, by: Persister): Promise<void> {
  if (part.length > 1) {
    const middle = part.length >> 1;
    await persist(part.slice(0, middle), by);
    return persist(part.slice(middle), by);
  }
  for (const delivery of part) await isolateRow(delivery, error, by);
}

async function isolateRow(delivery: Delivery, error: Error, by: Persister): Promise<void> {
  if (rowsOf(delivery) > 1) {
    for (const half of halves(delivery)) await persist([half], by);
    return;
  }
  // A rule that fails on a reading must not cost the reading.
  if (by.judge) return persist([unjudged(delivery, error)], { ...by, judge: undefined });
  if (rowsOf(delivery) === 0) return delivery.settle(error);
  return persist([poisoned(delivery, error)], by);
}

function finish(part: readonly Delivery[], { tally, afterCommit }: Stored): void {
  afterCommit();
  part.forEach((delivery, i) => {
    const { outcome } = delivery;
    if (outcome) {
      outcome.stored = tally.stored[i] as number;
      outcome.duplicates = tally.duplicates[i] as number;
      outcome.corrected = tally.corrected[i] as number;
    }
    delivery.settle("committed");
  });
}

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
