import { newestIssues } from "#lib/forecast/sql.ts";
import { SUSPECT } from "#lib/reading/model.ts";
import type { ForecastInput } from "#lib/rule/inputs.ts";
import type { ForecastParams } from "#lib/rule/kinds/forecast.ts";
import type { SeriesSeen } from "#lib/rule/sql/scan.ts";
import { levelsAt, seriesAimedAt } from "./group.ts";
import { type Look, originAt, type Sample } from "./sample.ts";

const HOUR = 3_600_000;

/** The series that the rule is aimed at, with the newest issue of each source. */
export async function sampleForecasts(look: Look): Promise<Sample[]> {
  const { client, works, now, standing } = look;
  const { maxAgeH } = works.params as ForecastParams;
  const series = await seriesAimedAt(look);
  const ids = series.map((one) => one.seriesId);
  // As long again as an issue may be used: what has grown too old is still known to have been.
  const issues = await newestIssues(client, ids, { since: now - 2 * maxAgeH * HOUR, now });
  const bySeries = Map.groupBy(issues, (issue) => issue.seriesId);
  const levels = await levelsAt(look);
  return series.flatMap((one) => {
    const mine = bySeries.get(one.seriesId) ?? [];
    const object = `series:${one.seriesId}`;
    if (mine.length === 0 && !standing.has(object)) return [];
    const input: ForecastInput = { now, observed: observedOf(one), issues: mine };
    const simulated = one.simulated || mine.some((issue) => issue.simulated);
    const { seriesId, assetId, feedId, periodMs, agencyId, assetKey, basin, unitCode, feeder } = one;
    const belongs = { agencyId, assetKey, basin, unitCode, feeder };
    const origin = originAt(works, { object, seriesId, assetId, feedId, simulated, belongs });
    return [{ origin, facts: { levels: levels(one), periodMs }, input }];
  });
}

function observedOf({ time, value, quality }: SeriesSeen): ForecastInput["observed"] {
  if (time === null || value === null || ((quality ?? 0) & SUSPECT) !== 0) return null;
  return { at: time, value };
}
