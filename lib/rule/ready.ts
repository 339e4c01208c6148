import type { ThresholdPeriod } from "#lib/threshold/sql.ts";
import type { Zone } from "#lib/zone/model.ts";
import type { Facts } from "./kinds/kind.ts";
import type { Working } from "./works.ts";

/** What judging needs within a span of time, ms; `until` is not part of it. */
export type Period = { from: number; until: number; ready: unknown };

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
export function readiesOf(
  works: Working,
  of: Pick<Facts, "periodMs" | "bands">,
  sets: readonly ThresholdPeriod[],
): Period[] {
  const { kind, params, rule } = works;
  const facts = { ...of, priority: rule.priority };
  const dated = sets.map(({ from, until, levels }) => ({
    from,
    until,
    ready: kind.ready(params, { ...facts, levels }),
  }));
  const otherwise = { ...ALWAYS, ready: kind.ready(params, { ...facts, levels: [] }) };
  const periods = [...dated, otherwise];
  return periods.some((period) => period.ready !== null) ? periods : [];
}

/** What judging a mover needs: zones say themselves when they are valid. */
export function readiesOfMover(works: Working, periodMs: number, zones: readonly Zone[]): Period[] {
  const { kind, params, rule } = works;
  const ready = kind.ready(params, { periodMs, priority: rule.priority, levels: [], zones });
  return ready === null ? [] : [{ ...ALWAYS, ready }];
}

/** Periods the latest first; null: there is nothing to judge at that time. */
export function readyAt(periods: readonly Period[], time: number): unknown {
  for (const period of periods) if (time >= period.from && time < period.until) return period.ready;
  return null;
}
