import type { RefusalCount, RefusedRow } from "#lib/feed/sql/write.ts";
import type { Delivery, FeedErrorRow } from "../delivery.ts";

const MOST_TEXT = 500;
const MOST_PAYLOAD = 2_048;

export type Refusals = { rows: RefusedRow[]; counts: RefusalCount[] };

/** @param keep whether one more refusal of that feed may take room in feed_error; all are counted */
export function gatherRefusals(refused: readonly Refused[], keep: (feedId: string) => boolean): Refusals {
  const rows: RefusedRow[] = [];
  const counts = new Map<string, RefusalCount>();
  for (const { feedId, error } of refused) {
    const key = `${feedId} ${error.reason}`;
    const count = counts.get(key);
    if (count) count.count++;
    else counts.set(key, { feedId, reason: error.reason, count: 1 });
    if (keep(feedId)) rows.push(rowOf(feedId, error));
  }
  return { rows, counts: [...counts.values()] };
}

export type Refused = { owner: number; feedId: string; error: FeedErrorRow };

export function refusedOf(deliveries: readonly Delivery[]): Refused[] {
  const refused: Refused[] = [];
  for (let owner = 0; owner < deliveries.length; owner++) {
    const { feedId, errors } = deliveries[owner] as Delivery;
    for (const error of errors) refused.push({ owner, feedId, error });
  }
  return refused;
}

function rowOf(feedId: string, error: FeedErrorRow): RefusedRow {
  return {
    feedId,
    reason: error.reason,
    detail: text(error.detail),
    origin: text(error.origin),
    payload: error.payload?.subarray(0, MOST_PAYLOAD) ?? null,
  };
}

/** PostgreSQL's text holds everything but U+0000: its picture stands in. */
function text(value: string | undefined): string | null {
  return value === undefined ? null : value.slice(0, MOST_TEXT).replaceAll("\u0000", "\u2400");
}

const BURST = 20_000;
const PER_SECOND = 2;

/**
 * Bounds what a device gone mad can fill the disk with: 20,000 kept refusals a feed at once, then 2 a second
 * (at most 350 MB a day). What is not kept is still counted.
 */
export function keeper(now: () => number): (feedId: string) => boolean {
  const buckets = new Map<string, { left: number; at: number }>();
  return (feedId) => {
    const bucket = buckets.get(feedId) ?? { left: BURST, at: now() };
    buckets.set(feedId, bucket);
    const at = now();
    bucket.left = Math.min(BURST, bucket.left + ((at - bucket.at) / 1_000) * PER_SECOND);
    bucket.at = at;
    if (bucket.left < 1) return false;
    bucket.left--;
    return true;
  };
}
