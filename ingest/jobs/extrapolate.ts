import type { Client } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import { EXTRAPOLATION, EXTRAPOLATION_MODEL, type ForecastPoint } from "#lib/forecast/model.ts";
import { insertForecasts, type Step, stepsOf } from "#lib/forecast/sql.ts";
import { trendOf } from "#lib/forecast/trend.ts";
import { SUSPECT } from "#lib/reading/model.ts";
import type { ForecastParams } from "#lib/rule/kinds/forecast.ts";
import { enabledRulesOf, lockScan, type SeriesSeen } from "#lib/rule/sql/scan.ts";
import { ruleById } from "#lib/rule/sql.ts";
import { workingRules } from "#lib/rule/works.ts";
import { seriesAimedAt } from "../scan/group.ts";
import type { Job } from "./job.ts";

const HOUR = 3_600_000;
/** A trend of more than that is no nowcast any more. */
const FARTHEST_MS = 6 * HOUR;
const STEPS = 60;
const MOST_SERIES = 1_000;
/** A series that has been silent for so many periods has no present to go on from. */
const SILENT_PERIODS = 3;

export default {
  id: "extrapolate",
  title: { vi: "Ngoại suy xu thế cho quy tắc dự báo", en: "Short forecasts for rules that ask for them" },
  everyMs: 60_000,
  async run({ pool, now, signal }) {
    let points = 0;
    for (const ruleId of await enabledRulesOf(pool, ["forecast"])) {
      if (signal.aborted) break;
      points += await tx(pool, (client) => extrapolateFor(client, ruleId, now()));
    }
    return points > 0 ? `${points} points` : undefined;
  },
} satisfies Job;

/** An issue is as old as its newest reading: whoever makes it, and however often, it is the same. */
async function extrapolateFor(client: Client, ruleId: string, now: number): Promise<number> {
  const rule = await ruleById(client, ruleId);
  const [works] = workingRules(rule ? [rule] : [], () => {});
  const params = works?.params as ForecastParams | undefined;
  if (!works || !params?.extrapolate || !(await lockScan(client, `extrapolate:${ruleId}`))) return 0;
  const aheadMs = Math.min(params.withinH * HOUR, FARTHEST_MS);
  const series = (await seriesAimedAt({ client, works }))
    .filter((one) => speaks(one, now))
    .slice(0, MOST_SERIES);
  const ids = series.map((one) => one.seriesId);
  const of = { from: now - aheadMs, to: now, stepMs: Math.ceil(aheadMs / STEPS), unfit: SUSPECT };
  const steps = Map.groupBy(await stepsOf(client, ids, of), (step) => step.seriesId);
  return insertForecasts(
    client,
    series.flatMap((one) => pointsOf(one, steps.get(one.seriesId) ?? [], aheadMs)),
  );
}

function speaks({ time, periodMs }: SeriesSeen, now: number): boolean {
  return time !== null && now - time <= SILENT_PERIODS * periodMs;
}

function pointsOf(
  { seriesId, simulated }: SeriesSeen,
  steps: readonly Step[],
  aheadMs: number,
): ForecastPoint[] {
  const trend = trendOf(steps, aheadMs);
  if (!trend) return [];
  const of = {
    seriesId,
    simulated,
    source: EXTRAPOLATION,
    model: EXTRAPOLATION_MODEL,
    issuedAt: trend.issuedAt,
  };
  return trend.points.map(({ at: validAt, value, low, high }) => ({ ...of, validAt, value, low, high }));
}
