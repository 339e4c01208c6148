import { fastestKmh } from "#lib/asset/speed.ts";
import type { Located } from "#lib/asset/sql/locate.ts";
import type { Refusal } from "#lib/feed/model.ts";
import { type Address, POSITION, type Spot } from "./address.ts";

/** What the register says of an address: a place to store, something that may be made, or a refusal. */
export type Judged =
  | { kind: "spot"; spot: Spot }
  | { kind: "no_asset" }
  | { kind: "no_series"; assetId: number }
  | { kind: "refused"; reason: Refusal; detail: string };

const LATE_MS = 300_000;
const LATE_PERIODS = 3;

export function judge(feedId: string, address: Address, found: Located): Judged {
  if (found.assetId === null) return { kind: "no_asset" };
  if (found.assetStatus === "retired")
    return { kind: "refused", reason: "unknown_asset", detail: `asset ${address.asset} is retired` };
  if (address.name !== undefined && found.speaker !== null && found.speaker !== address.name)
    return collision(address.name, found.speaker, address.asset);
  if (found.seriesId !== null && address.metricId !== POSITION) {
    if (found.seriesFeed === feedId) return { kind: "spot", spot: spotOf(address, found) };
    return otherFeed(`series belongs to feed ${found.seriesFeed}`);
  }
  // A series is made, and a position moved, only by the asset's own feed: no other may speak in its name.
  if (found.assetFeed !== feedId) return otherFeed(`asset belongs to ${found.assetFeed ?? "no feed"}`);
  if (address.metricId === POSITION) return { kind: "spot", spot: spotOf(address, found) };
  return { kind: "no_series", assetId: found.assetId };
}

/** Two names of one source may share a key; only the first may use it. */
function collision(name: string, speaker: string, key: string): Judged {
  const detail = `"${name}" would be ${key}, as "${speaker}" is; name one of them in the mapping`;
  return { kind: "refused", reason: "identity_collision", detail };
}

function otherFeed(detail: string): Judged {
  return { kind: "refused", reason: "other_feed_owns_series", detail };
}

function spotOf(address: Address, found: Located): Spot {
  const range = address.metric?.range ?? { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };
  const [low, high] = plausible(found.plausible) ?? [range.min, range.max];
  return {
    seriesId: found.seriesId ?? 0,
    assetId: found.assetId ?? 0,
    unconfirmed: found.assetStatus !== "confirmed",
    named: found.speaker !== null,
    low,
    high,
    lateAfterMs: Math.max(LATE_MS, (found.periodS ?? 0) * LATE_PERIODS * 1000),
    lastTime: found.latestTime ?? Number.NaN,
    lastValue: found.latestValue ?? Number.NaN,
    oddTime: Number.NaN,
    oddValue: Number.NaN,
    kind: found.kind ?? "unknown",
    fastest: fastestKmh(found.kind ?? "unknown"),
    last: found.place,
    odd: null,
  };
}

function plausible(value: unknown): [number, number] | undefined {
  if (!Array.isArray(value)) return undefined;
  const [low, high] = value as unknown[];
  return typeof low === "number" && typeof high === "number" && low <= high ? [low, high] : undefined;
}
