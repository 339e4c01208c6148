import type { FeedCounts } from "#lib/feed/sql/write.ts";
import type { Delivery } from "../delivery.ts";

/** What became of each delivery, by its place in the batch. */
export type Tally = {
  stored: Int32Array;
  duplicates: Int32Array;
  corrected: Int32Array;
  refused: Int32Array;
};

export function newTally(deliveries: number): Tally {
  const zeros = () => new Int32Array(deliveries);
  return { stored: zeros(), duplicates: zeros(), corrected: zeros(), refused: zeros() };
}

export function add(counts: Int32Array, owner: number, n = 1): void {
  counts[owner] = (counts[owner] as number) + n;
}

/** Sums by feed, ascending by feed: two writers then lock the counters in one order. */
export function countsByFeed(deliveries: readonly Delivery[], tally: Tally): FeedCounts[] {
  const byFeed = new Map<string, FeedCounts>();
  for (let i = 0; i < deliveries.length; i++) {
    const delivery = deliveries[i] as Delivery;
    const counts = byFeed.get(delivery.feedId) ?? emptyCounts(delivery.feedId);
    byFeed.set(delivery.feedId, counts);
    counts.received += delivery.received;
    counts.graded += delivery.graded;
    counts.stored += tally.stored[i] as number;
    counts.duplicates += tally.duplicates[i] as number;
    counts.corrected += tally.corrected[i] as number;
    counts.refused += tally.refused[i] as number;
    counts.eventAt = newestEvent(delivery, counts.eventAt);
    if (delivery.watermark !== undefined) counts.watermark = delivery.watermark;
  }
  return [...byFeed.values()].sort((a, b) => (a.feedId < b.feedId ? -1 : 1));
}

function newestEvent(delivery: Delivery, before: number | null): number | null {
  let newest = before ?? Number.NEGATIVE_INFINITY;
  for (const { time } of delivery.readings) if (time > newest) newest = time;
  for (const { time } of delivery.positions) if (time > newest) newest = time;
  for (const { changedAt } of delivery.records) if (changedAt > newest) newest = changedAt;
  return newest === Number.NEGATIVE_INFINITY ? null : newest;
}

function emptyCounts(feedId: string): FeedCounts {
  return {
    feedId,
    received: 0,
    stored: 0,
    duplicates: 0,
    corrected: 0,
    graded: 0,
    refused: 0,
    eventAt: null,
  };
}
