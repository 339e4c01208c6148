import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { startWholeSystem } from "#deploy/local/testing/whole-system.ts";
import { measureAlarms } from "./alarms.ts";
import { brokerCeiling, sqlCeiling } from "./ceiling.ts";
import { measureHistory } from "./history.ts";
import { judgeCosts } from "./judge.ts";
import { machineText } from "./machine.ts";
import { type BenchOptions, isWhole } from "./options.ts";
import { type BenchResult, type Ceilings, type RunResult, tableText } from "./result.ts";
import { type Bench, openBench } from "./run.ts";
import { type Scene, setScene } from "./scene.ts";

const RESULTS = join(import.meta.dirname, "results");
/** Ingest has to hear of the feed, take its lease and subscribe. */
const WARM_UP_S = 5;
const FEED_PATIENCE_MS = 30_000;

/** Measures a system of its own, started as `npm start -- --no-demo` would, in a folder that is removed afterwards. */
export async function bench(options: BenchOptions, report: (line: string) => void): Promise<BenchResult> {
  const system = await startWholeSystem({
    args: ["--no-demo"],
    env: { ...process.env, LOG_LEVEL: "warn", BROKER: "mosquitto" },
  });
  try {
    const scene = await setScene(system, options.series);
    try {
      return await measure(scene, options, report);
    } finally {
      await scene.pool.end();
    }
  } finally {
    await system.stop();
  }
}

async function measure(
  scene: Scene,
  options: BenchOptions,
  report: (line: string) => void,
): Promise<BenchResult> {
  const machine = await machineText(scene.pool);
  const date = new Date().toISOString();
  const judge = judgeCosts();
  await untilLive(scene);
  const { flatSeconds, rates, seconds } = options;
  // First the ceilings: they fill the server's buffers, as a system has them that has run for a day.
  const ceilings = await measureCeilings(scene, flatSeconds, report);
  const runs: RunResult[] = [];
  const through = await openBench(scene);
  const warmUp = await through.run(rates[0] ?? 1_000, WARM_UP_S);
  report(`warm: ${warmUp.stored} readings went through`);
  for (const rate of rates) {
    report(`${rate} readings/s for ${seconds} s`);
    runs.push(await through.run(rate, seconds));
  }
  if (flatSeconds > 0) {
    report(`flat out for ${flatSeconds} s`);
    const flat = await through.run(null, flatSeconds);
    runs.push(flat);
    const slower = Math.min(ceilings.broker_per_s, ceilings.sql_per_s);
    ceilings.flat_out_share = Math.round((flat.sustained_per_s / slower) * 1_000) / 1_000;
  }
  const alarms = options.rules > 0 ? await alarmsOf(scene, through, { options, report }) : null;
  through.close();
  const history = options.history ? await measureHistory(scene, report) : null;
  return { machine, date, series: options.series, runs, ceilings, history, alarms, judge };
}

type Asked = { options: BenchOptions; report: (line: string) => void };

function alarmsOf(scene: Scene, through: Bench, { options, report }: Asked) {
  const { rules, seconds } = options;
  return measureAlarms(scene, through, { rules, seconds: Math.min(seconds, 60), report });
}

async function measureCeilings(
  scene: Scene,
  seconds: number,
  report: (line: string) => void,
): Promise<Ceilings> {
  if (seconds === 0) return { broker_per_s: 0, sql_per_s: 0, flat_out_share: null };
  report(`ceilings: the broker alone, the database alone, ${seconds} s each`);
  const broker_per_s = await brokerCeiling(scene, seconds);
  const sql_per_s = await sqlCeiling(scene, seconds);
  return { broker_per_s, sql_per_s, flat_out_share: null };
}

async function untilLive(scene: Scene): Promise<void> {
  const patience = Date.now() + FEED_PATIENCE_MS;
  for (;;) {
    const { rows } = await scene.pool.query<{ state: string; detail: string | null }>(
      "SELECT state, detail FROM feed_status WHERE feed_id = $1",
      [scene.feedId],
    );
    if (rows[0]?.state === "live") return;
    if (Date.now() > patience) throw new Error(`the feed is ${rows[0]?.state}: ${rows[0]?.detail}`);
    await new Promise((done) => setTimeout(done, 100));
  }
}

/** Prints the table and writes the file. @returns where it is, or undefined when a short run has no place */
export async function publishResult(result: BenchResult, options: BenchOptions): Promise<string | undefined> {
  console.log(`\n${tableText(result)}\n`);
  const dated = join(RESULTS, `${result.date.slice(0, 10)}.json`);
  return keep(result, options.out ?? (isWhole(options) ? dated : undefined));
}

/** Prints the result of one chapter and writes the file that was asked for. */
export function publishChapter(result: object, { out }: BenchOptions): Promise<string | undefined> {
  console.log(`\n${JSON.stringify(result, null, 2)}\n`);
  return keep(result, out);
}

async function keep(result: object, path: string | undefined): Promise<string | undefined> {
  if (!path) return undefined;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${JSON.stringify(result, null, 2)}\n`);
  return path;
}
