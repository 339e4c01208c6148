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

/** Rules by what they name: each of 10,000 series finds its own without asking every one of 2,000. */
export class SeriesAims {
  private readonly bySeries = new Map<number, Working[]>();
  private readonly byMetric = new Map<string, Working[]>();
  private readonly every: Working[] = [];

  constructor(works: readonly Working[]) {
    for (const one of works) {
      const { target } = one.rule;
      if ("series" in target) for (const id of new Set(target.series)) into(this.bySeries, id, one);
      else if ("metric" in target) into(this.byMetric, target.metric, one);
      else this.every.push(one);
    }
  }

  of(series: WatchedSeries, feed: WatchedFeed): Working[] {
    const named = this.bySeries.get(series.seriesId) ?? [];
    const measured = this.byMetric.get(series.metricId) ?? [];
    return seriesAimedAt([...named, ...measured, ...this.every], series, feed);
  }
}

function into<K>(map: Map<K, Working[]>, key: K, one: Working): void {
  const list = map.get(key);
  if (list) list.push(one);
  else map.set(key, [one]);
}

export function seriesAimedAt(
  works: readonly Working[],
  series: WatchedSeries,
  feed: WatchedFeed,
): Working[] {
  return works.filter(({ rule, kind }) => {
    if (kind.over !== "series" && kind.over !== "series_and_feeds") return false;
    if (!aimsAtSeries(rule.target, series)) return false;
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
