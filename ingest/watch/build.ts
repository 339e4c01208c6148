import { z } from "zod";
import type { Alert } from "#lib/alert/model.ts";
import { ruleKindById } from "#lib/rule/kinds/catalog.ts";
import type { AnyKind } from "#lib/rule/kinds/kind.ts";
import { aimsAtFeed, aimsAtSeries, type Grouping, type Rule } from "#lib/rule/model.ts";
import type { SavedState, WatchedFeed, WatchedSeries } from "#lib/rule/sql/watch.ts";
import type { ThresholdPeriod } from "#lib/threshold/sql.ts";
import type { Entry, Period, Watched } from "./objects.ts";

/** What the database remembers of objects, by rule and object. */
export type Memory = { states: Map<string, SavedState>; alerts: Map<string, Alert> };

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

export function keyOf({ ruleId, object }: { ruleId: string; object: string }): string {
  return `${ruleId} ${object}`;
}

type Aimed = { works: Working; object: Watched; simulated: boolean; periods: readonly Period[] };

export function originOf({ works: { rule }, object, simulated }: Omit<Aimed, "periods">): Entry["origin"] {
  return {
    ruleId: rule.id,
    object: object.key,
    seriesId: object.seriesId,
    assetId: object.assetId,
    feedId: object.feedId,
    simulated: rule.simulated || simulated,
    latched: rule.latched,
    agencyId: object.belongs.agencyId,
    causeGroup: causeGroupOf(rule.groupBy, object),
  };
}

/** Alerts of one cause share it: `<what>:<which>`. Where the object has no such thing, it stands alone. */
function causeGroupOf(by: Grouping, { belongs, feedId }: Watched): string | null {
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

export function entryOf(aimed: Aimed, memory: Memory): Entry {
  const { rule, kind } = aimed.works;
  const entry: Entry = {
    ruleId: rule.id,
    version: rule.version,
    kind,
    origin: originOf(aimed),
    readies: aimed.periods,
    state: null,
    flown: null,
    next: null,
    verdicts: [],
    standing: false,
  };
  restore(entry, memory);
  return entry;
}

/** Brings an entry to what the database remembers of it. */
export function restore(entry: Entry, { states, alerts }: Memory): void {
  const key = keyOf(entry.origin);
  const alert = alerts.get(key) ?? null;
  const saved = states.get(key);
  entry.state = entry.kind.restore(saved?.version === entry.version ? saved.state : null, alert);
  entry.next = entry.state;
  entry.standing = alert !== null && alert.process !== "returned";
}

/** Threshold sets by asset and metric, so that each series finds its own in one look. */
export class Thresholds {
  private readonly own = new Map<string, ThresholdPeriod[]>();

  constructor(periods: readonly ThresholdPeriod[]) {
    for (const period of periods) {
      const key = `${period.assetId ?? ""} ${period.metricId}`;
      const list = this.own.get(key);
      if (list) list.push(period);
      else this.own.set(key, [period]);
    }
  }

  /** Those of the asset, then those for all assets; each group the latest first. */
  of(assetId: number, metricId: string): ThresholdPeriod[] {
    return [...(this.own.get(`${assetId} ${metricId}`) ?? []), ...(this.own.get(` ${metricId}`) ?? [])];
  }
}

const ALWAYS = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };

/** What judging needs at each time; empty when there never is anything to judge. */
export function readiesOf(works: Working, periodMs: number, sets: readonly ThresholdPeriod[]): Period[] {
  const { kind, params, rule } = works;
  const facts = { periodMs, priority: rule.priority };
  const dated = sets.map(({ from, until, levels }) => ({
    from,
    until,
    ready: kind.ready(params, { ...facts, levels }),
  }));
  const otherwise = { ...ALWAYS, ready: kind.ready(params, { ...facts, levels: [] }) };
  const periods = [...dated, otherwise];
  return periods.some((period) => period.ready !== null) ? periods : [];
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
