import { setTimeout as sleep } from "node:timers/promises";
import type pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestBroker, testBroker } from "#deploy/local/testing/broker.ts";
import { type OwnCluster, ownCluster } from "#deploy/local/testing/throwaway.ts";
import { openPool, type Pool } from "#lib/db/pool.ts";
import { openSink } from "./sink.ts";
import { addFeed, addSeries, eventually, type IngestProcess, openPublisher, startIngest } from "./testing.ts";

const SERIES = 40;
const KILLS = 12;
const PER_SECOND = 1_000;

let cluster: OwnCluster;
let broker: TestBroker;
let pool: Pool;
let ingest: IngestProcess;

const start = () => startIngest({ DATABASE_URL: cluster.url, MQTT_URL: broker.url, LOG_LEVEL: "warn" });

beforeAll(async () => {
  [cluster, broker] = await Promise.all([ownCluster(), testBroker()]);
  pool = openPool(cluster.url, 2);
  ingest = await startIngest({ DATABASE_URL: cluster.url, MQTT_URL: broker.url });
  await addFeed(pool, { id: "crash" });
  await addSeries(pool, { feed: "crash", prefix: "c-", count: SERIES, metric: "sequence" });
}, 120_000);

afterAll(async () => {
  await ingest?.kill();
  await pool?.end().catch(() => {});
  await Promise.all([cluster?.remove(), broker?.remove()]);
});

const ask = async <T extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
  (await pool.query<T>(sql, values)).rows;

test("kill -9 of ingest and database at random moments loses and doubles nothing", {
  timeout: 180_000,
}, async () => {
  await eventually(async () => (await ask("SELECT FROM feed_status WHERE state = 'live'")).length === 1);
  const load = await publishSteadily();
  const killed = { ingest: 0, database: 0 };
  for (let kill = 0; kill < KILLS; kill++) {
    await sleep(300 + Math.random() * 1_700);
    const [both, which] = [Math.random() < 0.15, Math.random() < 0.6 ? "ingest" : "database"];
    if (both || which === "database") {
      killed.database++;
      await cluster.kill();
    }
    if (both || which === "ingest") {
      killed.ingest++;
      await ingest.kill();
    }
    await sleep(Math.random() * 800);
    if (both || which === "database") await cluster.start();
    if (both || which === "ingest") ingest = await start();
  }
  await sleep(500);
  const acknowledged = await load.stop();
  console.log(`${acknowledged.size} acknowledged, killed ${JSON.stringify(killed)}`);

  const stored = await eventually(async () => {
    const rows = await ask<{ n: number }>("SELECT value AS n FROM reading");
    const found = new Set(rows.map((r) => r.n));
    const missing = [...acknowledged].filter((n) => !found.has(n));
    if (missing.length > 0) throw new Error(`${missing.length} missing, the first ${missing[0]}`);
    return rows.map((r) => r.n);
  }, 60_000);
  expect(stored.length).toBe(new Set(stored).size);
  expect(acknowledged.size).toBeGreaterThan(KILLS * 100);
  expect(await ask("SELECT FROM reading_correction")).toEqual([]);
  expect(await ask("SELECT FROM feed_error")).toEqual([]);
  await eventually(async () => (await ask("SELECT FROM rollup_dirty")).length === 0, 30_000);
  expect(await ask(RECOUNT)).toEqual([]);
  expect(await ask("SELECT FROM rollup_1m LIMIT 1")).toHaveLength(1);
  const [latest] = await ask<{ wrong: number }>(LATEST);
  expect(latest?.wrong).toBe(0);
});

test("what a crash of the server undid is stored again, though its transaction's number is given anew", {
  timeout: 60_000,
}, async () => {
  await ingest.kill();
  const time = Date.now();
  const before = await ask("SELECT FROM reading");
  const sink = openSink({ pool: crashingPool(), epochOf: () => null });
  const [series] = await ask<{ id: number }>("SELECT id FROM series LIMIT 1");
  const readings = [{ seriesId: series?.id ?? 0, time, value: -1, quality: 0 }];
  const settled = await new Promise((settle) => {
    const nothing = { positions: [], records: [], errors: [], graded: 0 };
    sink.add({ feedId: "crash", received: 1, readings, ...nothing, settle });
  });
  await sink.close();
  expect(settled).toBe("committed");
  expect((await ask("SELECT FROM reading")).length).toBe(before.length + 1);
});

/** Its first COMMIT never reaches the server, which dies; started again, it gives others the numbers of before. */
function crashingPool(): Pool {
  let crashed = false;
  const connect = async () => {
    const client = await pool.connect();
    const query = client.query.bind(client) as (...question: unknown[]) => Promise<unknown>;
    client.query = (async (...question: unknown[]) => {
      if (question[0] !== "COMMIT" || crashed) return query(...question);
      crashed = true;
      await cluster.kill();
      await cluster.start();
      for (let i = 0; i < 200; i++) await pool.query("SELECT pg_current_xact_id()");
      throw Object.assign(new Error("Connection terminated unexpectedly"), { code: "ECONNRESET" });
    }) as typeof client.query;
    return client;
  };
  return new Proxy(pool, {
    get: (target, name) => (name === "connect" ? connect : Reflect.get(target, name).bind(target)),
  });
}

/** Minutes whose rollup is not what the raw readings give. */
const RECOUNT = `
  WITH raw AS (
    SELECT series_id, date_trunc('minute', time) AS bucket, count(*)::int AS count, sum(value) AS sum,
      min(value) AS min, max(value) AS max, first(value, time) AS first, last(value, time) AS last
    FROM reading WHERE time < (SELECT closed_until FROM rollup_state) GROUP BY 1, 2)
  SELECT * FROM raw FULL JOIN rollup_1m USING (series_id, bucket, count, sum, min, max, first, last)
  WHERE raw IS NULL OR rollup_1m IS NULL`;

const LATEST = `
  SELECT count(*) AS wrong FROM latest l
  WHERE l.time IS DISTINCT FROM (SELECT max(time) FROM reading r WHERE r.series_id = l.series_id)`;

/** Numbers 1, 2, 3 … each with a time of its own; those that the broker acknowledged. */
async function publishSteadily() {
  const publisher = await openPublisher(await broker.addDevice("crash", ["crash"]));
  const acknowledged = new Set<number>();
  const sent: Promise<void>[] = [];
  const from = Date.now() - 600_000;
  const startedAt = Date.now();
  let n = 0;
  const timer = setInterval(() => {
    const due = ((Date.now() - startedAt) / 1_000) * PER_SECOND;
    while (n < due) {
      const mine = ++n;
      const payload = JSON.stringify({ v: mine, t: from + mine * 10 });
      sent.push(
        publisher.publish(`ioc/crash/c-${mine % SERIES}/sequence`, payload).then(
          () => void acknowledged.add(mine),
          () => {},
        ),
      );
    }
  }, 10);
  return {
    async stop() {
      clearInterval(timer);
      await Promise.all(sent);
      await publisher.close();
      return acknowledged;
    },
  };
}
