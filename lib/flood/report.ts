import type { Client } from "#lib/db/pool.ts";
import type { FloodReport } from "./model.ts";
import {
  answersOf,
  busiestRules,
  byPriority,
  floodSpan,
  hiddenDuring,
  incidentsDuring,
  insertReport,
  perTenMinutes,
} from "./sql/report.ts";

/** What a flood was, written once, at its end. Nothing of what it was made from is deleted. */
export async function makeReport(client: Client, floodId: number, minutes: number): Promise<FloodReport> {
  const span = await floodSpan(client, floodId, minutes);
  const report: FloodReport = {
    span: { from: span.from, until: span.until },
    simulated: span.simulated,
    alarms: span.alarms,
    peakRate: span.peakRate,
    byPriority: await byPriority(client, span),
    perTenMinutes: await perTenMinutes(client, span),
    incidents: await incidentsDuring(client, span),
    answers: await answersOf(client, span),
    hidden: await hiddenDuring(client, span),
    rules: await busiestRules(client, span),
  };
  await insertReport(client, floodId, report);
  return report;
}
