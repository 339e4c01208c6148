import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "#deploy/local/ports.ts";
import { type OwnCluster, ownCluster } from "#deploy/local/testing/throwaway.ts";
import { openPool, type Pool } from "#lib/db/pool.ts";
import { addDevice, addFeed, addSeries, eventually, type IngestProcess, startIngest } from "../testing.ts";
import { type Load, steadyLoad } from "./testing.ts";

const SERIES = 40;
const PER_SECOND = 500;
const EARLY = pathToFileURL(join(import.meta.dirname, "testing-early.ts")).href;

let cluster: OwnCluster;
let pool: Pool;
let ingest: IngestProcess;
let port: number;

const start = (env: Record<string, string> = {}) =>
  startIngest({ DATABASE_URL: cluster.url, MQTT_PORT: `${port}`, LOG_LEVEL: "warn", ...env });

beforeAll(async () => {
  [cluster, port] = await Promise.all([ownCluster(), freePort()]);
  pool = openPool(cluster.url, 2);
  ingest = await start();
  for (const feed of ["held", "control"]) {
    await addFeed(pool, { id: feed });
    await addSeries(pool, { feed, prefix: `${feed}-`, count: SERIES, metric: "sequence" });
  }
  await addDevice(pool, "device", ["held", "control"]);
}, 120_000);
afterAll(async () => {
  await ingest?.kill();
  await pool?.end().catch(() => {});
  await cluster?.remove();
});

const valuesOf = async (feed: string) => {
  const { rows } = await pool.query<{ n: number }>(
    "SELECT r.value AS n FROM reading r JOIN series s ON s.id = r.series_id WHERE s.feed_id = $1",
    [feed],
  );
  return rows.map(({ n }) => n);
};

const load = (feed: string, version: 4 | 5, first = 0): Load =>
  steadyLoad({
    at: { host: "127.0.0.1", port },
    account: "device",
    version,
    perSecond: PER_SECOND,
    first,
    topicOf: (n) => `ioc/${feed}/${feed}-${n % SERIES}/sequence`,
  });

const missing = async (feed: string, loads: Load[]) => {
  const found = new Set(await valuesOf(feed));
  return loads.flatMap(({ acknowledged }) => [...acknowledged].filter((n) => !found.has(n)));
};

test("kill -9 of ingest and database at random moments: nothing acknowledged is missing, nothing is doubled", {
  timeout: 240_000,
}, async () => {
  const loads = [load("held", 4), load("held", 5, 1_000_000)];
  await eventually(() => loads.every(({ acknowledged }) => acknowledged.size > 100), 60_000);
  const killed = { ingest: 0, database: 0 };
  for (let kill = 0; kill < 6; kill++) {
    await sleep(300 + Math.random() * 1_700);
    const isBoth = kill === 5;
    const database = isBoth || kill % 3 === 2;
    if (database) {
      killed.database++;
      await cluster.kill();
    }
    if (isBoth || !database) {
      killed.ingest++;
      await ingest.kill();
    }
    await sleep(Math.random() * 500);
    if (database) await cluster.start();
    if (isBoth || !database) ingest = await start();
  }
  await Promise.all(loads.map((one) => one.stop()));
  const sent = loads.reduce((sum, one) => sum + one.sent(), 0);
  const acknowledged = loads.reduce((sum, one) => sum + one.acknowledged.size, 0);
  console.log(`${sent} sent, ${acknowledged} acknowledged, killed ${JSON.stringify(killed)}`);
  expect(await missing("held", loads)).toEqual([]);
  // The device sends again until it is answered: in the end everything is there, once.
  expect(acknowledged).toBe(sent);
  const values = await valuesOf("held");
  expect(values.length).toBe(new Set(values).size);
  const { rows } = await pool.query(
    "SELECT reason FROM feed_error UNION ALL SELECT 'corrected' FROM reading_correction",
  );
  expect(rows).toEqual([]);
});

test("an entrance that answers before the commit is caught losing readings by the same means", {
  timeout: 120_000,
}, async () => {
  await ingest.kill();
  ingest = await start({ NODE_OPTIONS: `--import ${EARLY}` });
  const early = load("control", 4);
  await eventually(() => early.acknowledged.size > 500, 60_000);
  for (let kill = 0; kill < 3; kill++) {
    await ingest.kill();
    ingest = await start({ NODE_OPTIONS: `--import ${EARLY}` });
    const before = early.acknowledged.size;
    await eventually(() => early.acknowledged.size > before + 500, 60_000);
  }
  await early.stop();
  await sleep(500);
  const lost = await missing("control", [early]);
  console.log(`the control lost ${lost.length} of ${early.acknowledged.size}`);
  expect(lost.length).toBeGreaterThan(0);
});
