import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestBroker, testBroker } from "#deploy/local/testing/broker.ts";
import { type OwnCluster, ownCluster } from "#deploy/local/testing/throwaway.ts";
import { openPool, type Pool } from "#lib/db/pool.ts";
import { setFeedTokenHash } from "#lib/feed/sql.ts";
import { newToken } from "#lib/feed/token.ts";
import {
  addFeed,
  addSeries,
  eventually,
  type IngestProcess,
  openPublisher,
  type Publisher,
  startIngest,
} from "./testing.ts";

const SERIES = 20;
let cluster: OwnCluster;
let broker: TestBroker;
let pool: Pool;
let ingest: IngestProcess;
let device: Publisher;
const { token, hash } = newToken();

beforeAll(async () => {
  [cluster, broker] = await Promise.all([ownCluster(), testBroker()]);
  pool = openPool(cluster.url, 2);
  ingest = await startIngest({ DATABASE_URL: cluster.url, MQTT_URL: broker.url });
  await addFeed(pool, { id: "out" });
  await addFeed(pool, { id: "push", kind: "http" });
  await setFeedTokenHash(pool, "push", hash);
  await addSeries(pool, { feed: "out", prefix: "o-", count: SERIES, metric: "sequence" });
  device = await openPublisher(await broker.addDevice("device", ["out"]));
  await untilState("live");
}, 120_000);

afterAll(async () => {
  await device?.close();
  await ingest?.kill();
  await pool?.end().catch(() => {});
  await Promise.all([cluster?.remove(), broker?.remove()]);
});

const state = async () =>
  (await pool.query<{ state: string }>("SELECT state FROM feed_status WHERE feed_id = 'out'")).rows[0]?.state;
const untilState = (wanted: string) =>
  eventually(async () => {
    const found = await state();
    if (found !== wanted) throw new Error(`state ${found}`);
    return true;
  }, 20_000);
const stored = async () =>
  (await pool.query<{ n: number }>("SELECT count(*) AS n FROM reading")).rows[0]?.n ?? 0;
const untilStored = (wanted: number) =>
  eventually(async () => {
    const found = await stored();
    if (found !== wanted) throw new Error(`${found} stored, not ${wanted}`);
    return true;
  }, 40_000);
const memoryMb = async () => {
  const status = await readFile(`/proc/${ingest.pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
};
const metric = async (name: string) => {
  const text = await (await fetch(`${ingest.url}/metrics`)).text();
  return Number(new RegExp(`^${name} (\\S+)$`, "m").exec(text)?.[1]);
};
const push = () =>
  fetch(`${ingest.url}/api/feeds/push/readings`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${token}` },
    body: "[]",
  });

let n = 0;
/** Sends readings that have not been sent before, `pack` in one message. @returns how many */
async function send(messages: number, pack: number): Promise<number> {
  const t = Math.floor(Date.now() / 1000) - 86_400;
  const sent: Promise<void>[] = [];
  for (let i = 0; i < messages; i++) {
    const records = Array.from({ length: pack }, () => ({ n: "sequence", v: ++n, t: t + n / 10 }));
    sent.push(device.publish(`ioc/out/o-${i % SERIES}`, JSON.stringify(records)));
    if (i % 500 === 0) await sleep(1);
  }
  await Promise.all(sent);
  return messages * pack;
}

test("a store that hangs holds the feeds back; memory stays bounded and nothing is lost", {
  timeout: 90_000,
}, async () => {
  await untilStored(await send(10, 1));
  const blocker = await pool.connect();
  await blocker.query("BEGIN; LOCK TABLE reading IN ACCESS EXCLUSIVE MODE");
  const before = await memoryMb();
  const total = 10 + (await send(5_000, 40));
  await eventually(async () => (await metric("haidang_ingest_pressure")) >= 1);
  await sleep(1_000);
  expect(await metric("haidang_ingest_pressure")).toBeLessThan(1.5);
  expect((await memoryMb()) - before).toBeLessThan(150);
  const answer = await push();
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
  await blocker.query("COMMIT");
  blocker.release();
  await untilStored(total);
  expect((await push()).status).toBe(200);
});

test("a database that is gone is waited for, and all is caught up", { timeout: 90_000 }, async () => {
  const already = await stored();
  await cluster.kill();
  const before = await memoryMb();
  const sent = await send(20_000, 1);
  await eventually(async () => (await push()).status === 503);
  expect((await fetch(`${ingest.url}/health`)).status).toBe(503);
  await sleep(2_000);
  expect((await memoryMb()) - before).toBeLessThan(150);
  await cluster.start();
  await untilStored(already + sent);
  await eventually(async () => (await fetch(`${ingest.url}/health`)).status === 200);
  await untilState("live");
});

test("a broker that is gone is shown, and used again when it is back", { timeout: 60_000 }, async () => {
  const already = await stored();
  await broker.stop();
  await untilState("retrying");
  await broker.start();
  await untilState("live");
  const sent = await send(10, 1);
  await untilStored(already + sent);
});
