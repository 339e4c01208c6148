import { z } from "zod";
import { ruleKindById } from "./kinds/catalog.ts";
import type { AnyKind } from "./kinds/kind.ts";
import { aimsAtFeed, aimsAtMover, aimsAtSeries, type Grouping, type Rule } from "./model.ts";
import type { WatchedFeed, WatchedMover, WatchedSeries } from "./sql/watch.ts";

/** A rule that can be judged: its kind known, its params of the kind's schema. */
export type Working = { rule: Rule; kind: AnyKind; params: unknown };

/** @returns the rules that work; `complain` hears of those that do not, in words for the log */
export function workingRules(rules: readonly Rule[], complain: (problem: string) => void): Working[] {
  return rules.flatMap((rule) => {
    if (!rule.enabled) return [];
    const kind = ruleKindById(rule.kind);
    const params = kind?.schema.safeParse(rule.params);
    if (kind && params?.success) return [{ rule, kind, params: params.data }];
    const why = params?.error ? z.prettifyError(params.error) : `no kind ${rule.kind} in lib/rule/kinds`;
    complain(`rule ${rule.id} is not judged: ${why}`);
    return [];
  });
}

export function seriesAimedAt(
  works: readonly Working[],
  series: WatchedSeries,
  feed: WatchedFeed,
): Working[] {
  return works.filter(({ rule, kind }) => {
    if (kind.over !== "series" && kind.over !== "series_and_feeds") return false;
    if (!aimsAtSeries(rule.target, series)) return false;
    if (!series.confirmed && !("series" in rule.target)) return false;
    // Nobody is missing what was switched off.
    return feed.enabled || kind.listens;
  });
}

export function feedsAimedAt(works: readonly Working[], feed: WatchedFeed): Working[] {
  return works.filter(({ rule, kind }) => {
    return feed.enabled && kind.over === "series_and_feeds" && aimsAtFeed(rule.target, feed.feedId);
  });
}

export function moversAimedAt(works: readonly Working[], mover: WatchedMover, feed: WatchedFeed): Working[] {
  return works.filter(({ rule, kind }) => {
    if (kind.over !== "positions" || !aimsAtMover(rule.target, mover)) return false;
    if (!mover.confirmed && !("moving" in rule.target && rule.target.moving.assets)) return false;
    return feed.enabled || kind.listens;
  });
}

/** Whose an object is and where: what its alerts are answered and grouped by. */
export type Belonging = {
  agencyId: string | null;
  assetKey: string | null;
  basin: string | null;
  unitCode: string | null;
  feeder: string | null;
};
type Belonger = { belongs: Belonging; feedId: string };

/** Alerts of one cause share it: `<what>:<which>`. Where the object has no such thing, it stands alone. */
export function causeGroupOf(by: Grouping, { belongs, feedId }: Belonger): string | null {
  const which: { [g in Grouping]: string | null } = {
    none: null,
    asset: belongs.assetKey,
    basin: belongs.basin,
    unit: belongs.unitCode,
    feed: feedId,
    feeder: belongs.feeder,
  };
  return which[by] === null ? null : `${by}:${which[by]}`;
}
