import mqtt from "mqtt";
import type { Alarms } from "./result.ts";
import { benchRules, saveBenchRules, trip, tripRule } from "./rules.ts";
import type { Bench } from "./run.ts";
import type { Scene } from "./scene.ts";
import { makeSeries } from "./sql.ts";

export type AlarmsOptions = { rules: number; seconds: number; report(line: string): void };

/** Its series speak only when they ring. */
const TRIP_METRIC = "sequence";
const PACE = 10_000;
const TRIP_EVERY_MS = 200;
/** Reading the rules anew, and the first looks under them. */
const SETTLE_MS = 20_000;
const LAST_ALERTS_MS = 3_000;

/**
 * What many rules cost, and how soon an alert is on a screen. The rate is taken flat out with one rule a series, then
 * with as many as asked for, then with one again; the first and the last are averaged, so that a machine that slows
 * down meanwhile blames nobody.
 */
export async function measureAlarms(
  scene: Scene,
  through: Bench,
  { rules, seconds, report }: AlarmsOptions,
): Promise<Alarms> {
  const series = await makeSeries(scene.pool, {
    feedId: scene.feedId,
    prefix: "t",
    count: 2_000,
    metric: TRIP_METRIC,
  });
  const flat = async () => (await through.run(null, seconds)).sustained_per_s;
  report(`flat out for ${seconds} s with one rule`);
  const before = await flat();
  const many = benchRules(rules, scene.series);
  await saveBenchRules(scene.pool, [...many, tripRule(TRIP_METRIC)], true);
  await pause(SETTLE_MS);
  report(`flat out for ${seconds} s with ${rules} rules`);
  const under = await flat();
  report(`${PACE} readings/s with ${rules} rules for ${seconds} s, an alert every ${TRIP_EVERY_MS} ms`);
  const paced = await tripping(scene, through, { seconds, places: series.length });
  await saveBenchRules(scene.pool, many, false);
  await pause(SETTLE_MS);
  report(`flat out for ${seconds} s with one rule again`);
  const after = await flat();
  const alone = (before + after) / 2;
  const [first] = many;
  return {
    rules,
    rules_a_series: first ? Math.round((rules * first.target.series.length) / scene.series.length) : 0,
    one_rule_per_s: [before, after],
    many_rules_per_s: under,
    fall: Math.round((1 - under / alone) * 1_000) / 1_000,
    ...paced,
  };
}

async function tripping(
  scene: Scene,
  through: Bench,
  { seconds, places }: { seconds: number; places: number },
) {
  const { url } = scene.publish;
  const client = await mqtt.connectAsync(url, { clientId: `bench-trip-${process.pid}` });
  let tripped = 0;
  await through.client.ask("beginAlerts");
  const timer = setInterval(() => {
    if (tripped < places) void client.publishAsync(...trip(scene.feedId, ++tripped, TRIP_METRIC));
  }, TRIP_EVERY_MS);
  const run = await through.run(PACE, seconds);
  clearInterval(timer);
  await pause(LAST_ALERTS_MS);
  const seen = await through.client.ask<AlertAges>("endAlerts");
  await client.endAsync();
  return {
    paced: { target_per_s: PACE, sustained_per_s: run.sustained_per_s, lost: run.lost, p95_ms: run.p95_ms },
    alerts_raised: tripped,
    alerts_seen: seen.total,
    alert_p50_ms: seen.p50,
    alert_p95_ms: seen.p95,
    alert_p99_ms: seen.p99,
  };
}
type AlertAges = { total: number; p50: number | null; p95: number | null; p99: number | null };

const pause = (ms: number) => new Promise<void>((done) => setTimeout(done, ms));
