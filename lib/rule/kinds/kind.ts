import type { z } from "zod";
import type { Verdict } from "#lib/alert/event.ts";
import type { Alert, Priority } from "#lib/alert/model.ts";
import type { Level } from "#lib/asset/model.ts";
import type { Language } from "#lib/i18n/model.ts";
import type { Band, Shape } from "#lib/season/model.ts";
import type { Zone } from "#lib/zone/model.ts";

/**
 * What a form says of one field of a kind's params, given to the schema with `.meta()`; z.toJSONSchema carries it.
 * `metric`: the unit of the metric that is judged. `options`: of an enum or literal, by value.
 */
export type FieldMeta = {
  vi: string;
  en: string;
  unit?: FieldUnit;
  hintVi?: string;
  hintEn?: string;
  options?: { [value: string]: { vi: string; en: string } };
};
export const FIELD_UNITS = ["metric", "s", "min", "h", "%", "periods", "count", "m", "km/h"] as const;
export type FieldUnit = (typeof FIELD_UNITS)[number];

/** What stays the same between two readings of one object. */
export type Facts = {
  /** The threshold set valid at the time, ascending; empty when the object has none. */
  levels: readonly Level[];
  /** Of the rule, for kinds whose levels have none of their own. */
  priority: Priority;
  /** Expected ms between readings (series) or messages (feed). */
  periodMs: number;
  /** Every zone there is, for kinds over positions; empty for others. */
  zones?: readonly Zone[];
  /** What is usual of the series, by shapeKey; absent or without the key: nobody knows yet. */
  bands?: ReadonlyMap<string, Band>;
};

/** One look at an object: at a reading, or (value null) because the clock moved. Times in ms. */
export type Input = {
  /** Event time of the reading; for the clock, now. */
  time: number;
  value: number | null;
  /** Event time of the newest good reading judged before; -Infinity when there was none. */
  mark: number;
  /** When the object was last heard, -Infinity when never; good or not. */
  heard: number;
  /** Since when one has listened for it without a break: silence before it proves nothing. */
  since: number;
  /** How its feed as a whole speaks; null for a feed, and where no rule watches the feed as a whole. */
  feed: FeedVoice | null;
};

/** One look at what moves: at a position, or (fix null) because the clock moved. */
export type PositionInput = Omit<Input, "value"> & {
  fix: Fix | null;
  /** Where it was at `mark`; null when it was never seen. */
  last: Fix | null;
};
/** Degrees WGS 84; speed km/h. */
export type Fix = { lon: number; lat: number; speed: number | null };

/** `heard`: last of all; `gap`: the last long pause, ms, and `back`: when it ended. */
export type FeedVoice = { heard: number; gap: number; back: number };

export type Past = readonly (readonly [time: number, value: number])[];

/** `afterS`: had it lasted so long. */
export type Late = {
  priority: Priority;
  level: string | null;
  value: number;
  limit: number | null;
  afterS: number;
};

export type Judgement<S> = { state: S; verdicts: readonly Verdict[] };

/**
 * What a kind judges. The watch judges series, feeds and positions as they are stored; the scans look at the database
 * every few seconds for the others: a group of series, the newest forecasts of a series, the records of a type, how
 * well a feed speaks.
 */
export type Over = "series" | "series_and_feeds" | "positions" | ScanOver;
export const SCAN_OVERS = ["group", "forecasts", "records", "quality"] as const;
export type ScanOver = (typeof SCAN_OVERS)[number];

/**
 * A kind of rule: pure, so that the same readings give the same alerts live, after a restart and in a replay on
 * history. P: what a person sets. R: the same made ready for one object. S: what it remembers of one object, JSON.
 * I: what it looks at, which goes with `over`: Input, PositionInput, or an input of ../inputs.ts.
 */
export type Kind<P, R = P, S = unknown, I = Input> = {
  id: string;
  title: { vi: string; en: string };
  /** What its rules may be aimed at: see fit.ts. */
  over: Over;
  /** False: it looks only when the clock moves (each second; scans: each round), whatever the values are. */
  listens: boolean;
  /** Every field and group bears a FieldMeta. */
  schema: z.ZodType<P>;
  /** Params as a person would write them. */
  example: object;
  /** One line for lists and logs. */
  sentence(params: P, language: Language): string;
  /** null: there is nothing to judge, for instance no threshold set. */
  ready(params: P, facts: Facts): R | null;
  /**
   * The state to go on from: the saved one when it still fits the alert that stands, else one made from the alert.
   * `saved` is whatever was stored, null after a change of the rule; `alert` is the open one, null when none is.
   */
  restore(saved: unknown, alert: Alert | null): S;
  /** The same object as state when nothing changed. Verdicts in the order of their times. */
  judge(state: S, input: I, ready: R): Judgement<S>;
  /** What a reading by itself, come too late to ring, would have rung for: cheap, for it is asked of each such one. */
  late?(ready: R, time: number, value: number): Late | null;
  /** What it compares with what is usual: which bands `facts.bands` should hold. */
  shape?(params: P): Shape;
  /** How far back (ms) its state reaches beyond what is saved; after a restart it is told what was read since. */
  lookback?(ready: R): number;
  /** The state with the past in it: good readings up to the newest, ascending; without verdicts. */
  recall?(state: S, past: Past, ready: R): S;
  /**
   * For kinds that do not listen: the next time (ms) at which a look of the clock may say something new, if nothing
   * is heard until then; Infinity: never. A replay skips the seconds in between.
   */
  wakes?(state: S, input: I, ready: R): number;
  /** Whether a restart must not forget the difference. Running maxima, for example, it may. */
  differs(before: S, after: S): boolean;
};

/** A kind of which one only knows that it is one. */
// biome-ignore lint/suspicious/noExplicitAny: each kind's own types meet only inside its file
export type AnyKind = Kind<any, any, any, any>;

export function isScanned(over: Over): over is ScanOver {
  return (SCAN_OVERS as readonly Over[]).includes(over);
}

export const NO_VERDICTS: readonly Verdict[] = Object.freeze([]);
