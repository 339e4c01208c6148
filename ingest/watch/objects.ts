import type { Verdict } from "#lib/alert/event.ts";
import type { Origin } from "#lib/alert/model.ts";
import type { AnyKind, Fix } from "#lib/rule/kinds/kind.ts";
import type { Period } from "#lib/rule/ready.ts";
import type { Belonging } from "#lib/rule/works.ts";
import type { Flight } from "./flight.ts";

export const NOWHERE: Belonging = Object.freeze({
  agencyId: null,
  assetKey: null,
  basin: null,
  unitCode: null,
  feeder: null,
});

/** A series, a feed or a thing that moves, under watch. What is not committed yet lies in `next…` and belongs to `flight`. */
export type Watched = {
  key: string;
  seriesId: number | null;
  assetId: number | null;
  feedId: string;
  belongs: Belonging;
  periodMs: number;
  /** The feed of a series or mover; null for a feed. */
  feed: Watched | null;
  entries: Entry[];
  /** Event time of the newest good reading judged, ms. */
  mark: number;
  /** Movers: where it was at `mark`. */
  fix: Fix | null;
  /** When it was last heard at all, ms. */
  heard: number;
  /** Since when it has been listened to without a break, ms. */
  since: number;
  /** Feeds: when its devices could last not be heard through our own fault, ms. */
  unheard: number;
  /** Feeds: the last long pause and when it ended, ms. */
  gap: number;
  back: number;
  flight: Flight | null;
  nextMark: number;
  nextFix: Fix | null;
  nextHeard: number;
};

/** One rule on one object. */
export type Entry = {
  ruleId: string;
  version: number;
  kind: AnyKind;
  origin: Origin;
  /** What judging needs, by validity of the threshold sets, the latest first. */
  readies: readonly Period[];
  state: unknown;
  /** The flight that `next` and `verdicts` belong to. */
  flown: Flight | null;
  next: unknown;
  verdicts: readonly Verdict[];
  /** Whether its alert stands: raised and not returned. */
  standing: boolean;
};

export const NEVER = Number.NEGATIVE_INFINITY;

/** Entries of an object that look at each reading come first. */
export function inOrder(entries: Entry[]): Entry[] {
  return entries.sort((a, b) => Number(b.kind.listens) - Number(a.kind.listens));
}
