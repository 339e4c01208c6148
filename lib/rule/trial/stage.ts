import type { Db } from "#lib/db/pool.ts";
import { type ThresholdPeriod, thresholdPeriods } from "#lib/threshold/sql.ts";
import type { FeedVoice, Over } from "../kinds/kind.ts";
import { aimsAtFeed, type Rule } from "../model.ts";
import { Thresholds } from "../ready.ts";
import { rawKeptSince } from "../sql/trial.ts";
import { type WatchedFeed, type WatchedSeries, watchedFeeds, watchedSeries } from "../sql/watch.ts";
import { allRules } from "../sql.ts";
import type { Working } from "../works.ts";
import type { Role, Tape } from "./tape.ts";
import { type Spell, spellsOf, voiceOf } from "./voice.ts";

/** Everything that the parts of one trial share. */
export type Stage = {
  db: Db;
  works: Working;
  from: number;
  to: number;
  tape: Tape;
  signal: AbortSignal | undefined;
  series: readonly WatchedSeries[];
  feeds: readonly WatchedFeed[];
  sets(assetId: number, metricId: string): readonly ThresholdPeriod[];
  /** Raw readings are kept from here on, ms. */
  rawFrom: number;
  spells(feedId: string): Promise<readonly Spell[]>;
  /** null where no rule watches the feed as a whole. */
  voice(feedId: string): Promise<((now: number) => FeedVoice) | null>;
};

/** One object of a trial: who it is, and how its history is played. */
export type Part = { role: Role; play(): Promise<void> };

/** What a rule over this kind of thing is played on; one file each, listed in parts.ts. */
export type Cast = (stage: Stage) => Promise<Part[]>;
export type Casts = { [over in Over]?: Cast };

type Setting = Pick<Stage, "works" | "from" | "to" | "tape" | "signal">;

export async function setStage(db: Db, setting: Setting): Promise<Stage> {
  const { from, to } = setting;
  const [series, feeds, periods, rules, rawFrom] = await Promise.all([
    watchedSeries(db),
    watchedFeeds(db),
    thresholdPeriods(db, new Date(from)),
    allRules(db),
    rawKeptSince(db),
  ]);
  const thresholds = new Thresholds(periods);
  const known = new Map<string, Promise<readonly Spell[]>>();
  const spells = (feedId: string) => {
    const asked = known.get(feedId) ?? spellsOf(db, { feedId, from, to });
    known.set(feedId, asked);
    return asked;
  };
  return {
    ...setting,
    db,
    series,
    feeds,
    rawFrom,
    sets: (assetId, metricId) => thresholds.of(assetId, metricId),
    spells,
    voice: async (feedId) => (isWatched(rules, feedId) ? voiceOf(await spells(feedId), from) : null),
  };
}

function isWatched(rules: readonly Rule[], feedId: string): boolean {
  return rules.some((rule) => rule.enabled && aimsAtFeed(rule.target, feedId));
}
