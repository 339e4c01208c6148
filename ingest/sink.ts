import type { Delivery } from "./delivery.ts";

export type { Delivery, FeedErrorRow, Judge } from "./delivery.ts";

/**
 * Where every feed ends: deliveries are gathered for some 50 ms, written in one transaction, and settled after its
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
  trouble(): { since: number; error: Error } | null;
  /** Writes what waits if the database answers within `graceMs` (5 s), settles the rest with an Error. */
  close(graceMs?: number): Promise<void>;
};
