import type { z } from "zod";
import type { Verdict } from "#lib/alert/event.ts";
import type { Alert, Priority } from "#lib/alert/model.ts";
import type { Level } from "#lib/asset/model.ts";
import type { Language } from "#lib/i18n/model.ts";

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
export const FIELD_UNITS = ["metric", "s", "min", "h", "%", "periods", "count"] as const;
export type FieldUnit = (typeof FIELD_UNITS)[number];

/** What stays the same between two readings of one object. */
export type Facts = {
  /** The threshold set valid at the time, ascending; empty when the object has none. */
  levels: readonly Level[];
  /** Of the rule, for kinds whose levels have none of their own. */
  priority: Priority;
  /** Expected ms between readings (series) or messages (feed). */
  periodMs: number;
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

/** `heard`: last of all; `gap`: the last long pause, ms, and `back`: when it ended. */
export type FeedVoice = { heard: number; gap: number; back: number };

export type Judgement<S> = { state: S; verdicts: readonly Verdict[] };

/**
 * A kind of rule: pure, so that the same readings give the same alerts live, after a restart and in a replay on
 * history. P: what a person sets. R: the same made ready for one object. S: what it remembers of one object, JSON.
 */
export type Kind<P, R = P, S = unknown> = {
  id: string;
  title: { vi: string; en: string };
  /** What its rules may be aimed at. */
  over: "series" | "series_and_feeds";
  /** False: it looks only when the clock moves (each second), whatever the values are. */
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
  judge(state: S, input: Input, ready: R): Judgement<S>;
  /** Whether a restart must not forget the difference. Running maxima, for example, it may. */
  differs(before: S, after: S): boolean;
};

/** A kind of which one only knows that it is one. */
// biome-ignore lint/suspicious/noExplicitAny: each kind's own types meet only inside its file
export type AnyKind = Kind<any, any, any>;

export const NO_VERDICTS: readonly Verdict[] = Object.freeze([]);
