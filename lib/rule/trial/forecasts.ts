import { stepsOf } from "#lib/forecast/sql.ts";
import { SUSPECT } from "#lib/reading/model.ts";
import type { ForecastIssue } from "../inputs.ts";
import type { ForecastParams } from "../kinds/forecast.ts";
import { aimsAtSeries } from "../model.ts";
import { readiesOf, readyAt } from "../ready.ts";
import { seriesNames } from "../sql/trial.ts";
import { issuesOf } from "../sql/trial-moves.ts";
import type { WatchedSeries } from "../sql/watch.ts";
import { Looker } from "./looks.ts";
import type { Part, Stage } from "./stage.ts";
import type { Role } from "./tape.ts";

const HOUR = 3_600_000;
/** Between issues: whether what was expected has passed, or the issue has grown too old. */
const LOOK_MS = 10 * 60_000;

/** The series that a rule is aimed at, as they were forecast. */
export async function castForecasts(stage: Stage): Promise<Part[]> {
  const { works, db } = stage;
  const mine = stage.series.filter((one) => aimsAtSeries(works.rule.target, one));
  const names = await seriesNames(
    db,
    mine.map((one) => one.seriesId),
  );
  const nameOf = new Map(names.map(({ seriesId, vi, en }) => [seriesId, { vi, en }]));
  return mine.map((series) => {
    const { seriesId, assetId, assetKey, feedId, metricId } = series;
    const named = nameOf.get(seriesId) ?? { vi: assetKey, en: assetKey };
    const role = { object: `series:${seriesId}`, assetId, seriesId, feedId, metricId, names: named };
    return { role, play: () => playForecasts(stage, series, role) };
  });
}

async function playForecasts(stage: Stage, series: WatchedSeries, role: Role): Promise<void> {
  const { db, from, to, tape, works } = stage;
  const { seriesId, assetId, metricId, periodMs } = series;
  const periods = readiesOf(works, { periodMs }, stage.sets(assetId, metricId));
  if (periods.length === 0) return tape.skip("no_limit");
  const { maxAgeH } = works.params as ForecastParams;
  const issues = await issuesOf(db, { seriesId, from: from - maxAgeH * HOUR, to });
  if (issues.length === 0) return tape.skip("no_forecast");
  const observed = await stepsOf(db, [seriesId], { from, to, stepMs: LOOK_MS, unfit: SUSPECT });
  tape.readings += issues.length + observed.length;
  const looker = new Looker(works.kind, tape.writer(role));
  const newest = new Map<string, ForecastIssue>();
  let seen = 0;
  let issued = 0;
  for (const now of momentsOf(issues, { from, to })) {
    while ((observed[seen + 1]?.at ?? Number.POSITIVE_INFINITY) <= now) seen++;
    for (let next = issues[issued]; next && next.issuedAt <= now; next = issues[++issued])
      newest.set(next.source, next);
    const value = observed[seen];
    const input = { now, observed: value && value.at <= now ? value : null, issues: [...newest.values()] };
    looker.look(input, readyAt(periods, now));
  }
  tape.objects++;
}

/** Each issue, and the clock in between. */
function momentsOf(issues: readonly ForecastIssue[], { from, to }: { from: number; to: number }): number[] {
  const clock = Array.from({ length: Math.floor((to - from) / LOOK_MS) + 1 }, (_, i) => from + i * LOOK_MS);
  const issued = issues.map((one) => one.issuedAt).filter((at) => at >= from);
  return [...clock, ...issued].sort((a, b) => a - b);
}
