import { STALE_PERIODS } from "#lib/asset/model.ts";
import type { FeedRow } from "#lib/protocol.ts";

/**
 * How a feed stands for a person: its worker's state, and whether data really come. `unheard`: this screen does not
 * hear its server, so nobody can say.
 */
export type Freshness =
  | "unheard"
  | "live"
  | "late"
  | "silent"
  | "stalled"
  | "waiting"
  | "connecting"
  | "retrying"
  | "failed"
  | "off";

/** A feed of one second is not late for a hiccup of the network. */
const LEAST_MS = 5_000;

export function freshnessOf(feed: FeedRow, now: number): Freshness {
  if (!feed.enabled || feed.state === "off") return "off";
  if (feed.state === "failed" || feed.state === "retrying" || feed.state === "stalled") return feed.state;
  if (feed.lastEventAt === null) return feed.state === "connecting" ? "connecting" : "waiting";
  const periods = (now - feed.lastEventAt) / Math.max(LEAST_MS, feed.periodS * 1000);
  if (periods > STALE_PERIODS) return "silent";
  return periods > 1.5 ? "late" : "live";
}

/**
 * The score “sống”, 0 … 1: 1 within the expected period, falling to 0 at three of them. null before the first data
 * and for feeds that are off.
 */
export function aliveness(feed: FeedRow, now: number): number | null {
  if (!feed.enabled || feed.lastEventAt === null) return null;
  const periods = (now - feed.lastEventAt) / Math.max(LEAST_MS, feed.periodS * 1000);
  return Math.min(1, Math.max(0, (STALE_PERIODS - periods) / (STALE_PERIODS - 1)));
}

/** For the sentence that says how much of unregistered devices is refused. */
export function tooMany({ tooManyNew }: FeedRow, format: { number(n: number): string }) {
  const { waiting, refused } = tooManyNew ?? { waiting: 0, refused: 0 };
  return { waiting: format.number(waiting), refused: format.number(refused) };
}

const ORDER: Freshness[] = [
  "unheard",
  "failed",
  "stalled",
  "silent",
  "retrying",
  "late",
  "connecting",
  "waiting",
  "live",
  "off",
];

/** What needs somebody stands first. */
export function byTrouble(a: Freshness, b: Freshness): number {
  return ORDER.indexOf(a) - ORDER.indexOf(b);
}

type Sample = { at: number; received: number };

/** Messages a minute from counters seen at times, over the last minute; undefined before two of them. */
export class RateMeter {
  private readonly samples = new Map<string, Sample[]>();

  note(feeds: readonly Pick<FeedRow, "feedId" | "received">[], now: number): void {
    for (const { feedId, received } of feeds) {
      const list = this.samples.get(feedId) ?? [];
      const last = list.at(-1);
      // A counter that went down belongs to a new database: what was before says nothing.
      if (last && received < last.received) list.length = 0;
      if (!last || now - last.at >= 1_000) list.push({ at: now, received });
      while (list.length > 2 && (list[1] as Sample).at <= now - 60_000) list.shift();
      this.samples.set(feedId, list);
    }
    for (const id of this.samples.keys()) if (!feeds.some((f) => f.feedId === id)) this.samples.delete(id);
  }

  perMinute(feedId: string): number | undefined {
    const list = this.samples.get(feedId) ?? [];
    const first = list[0];
    const last = list.at(-1);
    if (!first || !last || last.at - first.at < 5_000) return undefined;
    return ((last.received - first.received) / (last.at - first.at)) * 60_000;
  }
}
