import type { AlertEvent, Verdict } from "#lib/alert/event.ts";
import type { Origin, Priority } from "#lib/alert/model.ts";
import type { Signal } from "#lib/alert/reconcile.ts";
import { recordSignals } from "#lib/alert/record.ts";
import { response, seedGauges } from "#lib/alert/testing.ts";
import type { Db, Pool } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import { upsertRule } from "#lib/rule/sql.ts";

/** Two rivers, a silent feed, a power line: enough for causes and symptoms to meet. */
export const T0 = Date.UTC(2025, 10, 19, 1);
export const MINUTE = 60_000;

/** Gauges 0–9 hang on the power line D1. @returns the ids of the series */
export async function seedSituation(db: Db, count: number): Promise<number[]> {
  const series = await seedGauges(db, count);
  await db.query(
    `UPDATE asset SET attributes = attributes || '{"feeder": "D1"}', unit_code = '21853', basin = 'Kôn'
     WHERE id IN (SELECT asset_id FROM series ORDER BY id LIMIT 10)`,
  );
  const silence = { kind: "silence", response, params: { seconds: 60 }, groupBy: "feed" } as const;
  await upsertRule(db, { ...threshold, id: "flood", target: { metric: "water_level" } });
  await upsertRule(db, { ...threshold, id: "power", nameVi: "Mất điện", target: { metric: "mains_on" } });
  await upsertRule(db, { ...silence, ...silentFeed, target: { every: "feed" }, priority: 2 });
  await upsertRule(db, { ...silence, ...silentSeries, target: { metric: "water_level" }, priority: 3 });
  return series;
}
const silentFeed = { id: "silent-feed", nameVi: "Nguồn mất tín hiệu", nameEn: "Feed silent" };
const silentSeries = { id: "silent-series", nameVi: "Trạm mất dữ liệu", nameEn: "Gauge silent" };
const threshold = {
  kind: "threshold",
  nameVi: "Lũ trên sông",
  nameEn: "River flood",
  priority: 3,
  response,
  groupBy: "basin",
  params: { direction: "above", levels: [{ id: "bd1", priority: 3, value: 6 }], deadband: 0.2 },
} as const;

type Told = {
  rule?: string;
  object: string;
  series?: number | null;
  asset?: number | null;
  feed?: string;
  group?: string | null;
  simulated?: boolean;
};

export function originOf(told: Told): Origin {
  const { rule = "flood", object, series = null, asset = null, feed = "gauges" } = told;
  return {
    ruleId: rule,
    object,
    seriesId: series,
    assetId: asset,
    feedId: feed,
    simulated: told.simulated ?? false,
    latched: false,
    agencyId: null,
    causeGroup: told.group === undefined ? "basin:Kôn" : told.group,
  };
}

export const raised = (at: number, priority: Priority = 3): Verdict => ({
  type: "raised",
  at,
  priority,
  level: null,
  value: 6.5,
  limit: 6,
  peak: 6.5,
});
export const returned = (at: number): Verdict => ({ type: "returned", at, value: 5, peak: 6.5 });

export function signal(told: Told, ...verdicts: Verdict[]): Signal {
  const actor: AlertEvent["actor"] = `rule:${told.rule ?? "flood"}`;
  return { origin: originOf(told), actor, verdicts };
}

/** One transaction in which rules speak. @returns the ids of the alerts that changed */
export function say(pool: Pool, ...signals: Signal[]): Promise<number[]> {
  return tx(pool, (client) => recordSignals(client, signals));
}

export async function clear(db: Db): Promise<void> {
  await db.query(
    `TRUNCATE alert_event, alert, incident_event, incident, annunciation, flood_report, flood, maintenance, escalation_task`,
  );
}
