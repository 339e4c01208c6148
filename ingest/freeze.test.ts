import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestBroker, testBroker } from "#deploy/local/testing/broker.ts";
import { freeze } from "#deploy/local/testing/freeze.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { addFeed, addSeries, eventually, type IngestProcess, openPublisher, startIngest } from "./testing.ts";

const FEEDS = ["z0", "z1"];
let db: TestDatabase;
let broker: TestBroker;
const running: IngestProcess[] = [];
let thaw: () => void = () => {};

const start = async () => {
  const ingest = await startIngest({ DATABASE_URL: db.url, MQTT_URL: broker.url });
  running.push(ingest);
  return ingest;
};

beforeAll(async () => {
  [db, broker] = await Promise.all([testDatabase(), testBroker()]);
  for (const id of FEEDS) {
    await addFeed(db.pool, { id });
    await addSeries(db.pool, { feed: id, prefix: `${id}-`, count: 1, metric: "sequence" });
  }
});
afterAll(async () => {
  thaw();
  await Promise.all(running.map((p) => p.kill()));
  await Promise.all([db?.drop(), broker?.remove()]);
});

async function holders(): Promise<string> {
  const { rows } = await db.pool.query<{ pid: string }>(
    `SELECT DISTINCT split_part(holder, ':', 2) AS pid FROM feed_status WHERE state = 'live' AND feed_id = ANY ($1)`,
    [FEEDS],
  );
  return rows
    .map((row) => row.pid)
    .sort()
    .join();
}

test("the feeds of a process that stands still are taken over; thawed, it writes nothing of what it still had", {
  timeout: 240_000,
}, async () => {
  const first = await start();
  await eventually(async () => (await holders()) === `${first.pid}`);
  const second = await start();
  await eventually(async () => (await holders()) === [first.pid, second.pid].map(String).sort().join());

  const device = await openPublisher(await broker.addDevice("device", FEEDS));
  const sent: Promise<void>[] = [];
  let n = 0;
  const t = Date.now() - 3_600_000;
  const timer = setInterval(() => {
    for (const feed of FEEDS)
      sent.push(device.publish(`ioc/${feed}/${feed}-0/sequence`, JSON.stringify({ v: ++n, t: t + n })));
  }, 5);
  await sleep(1_000);
  // Amid its work: with messages in hand and a transaction begun, as it comes.
  thaw = freeze(first.pid);
  const frozenAt = Date.now();
  await eventually(async () => (await holders()) === `${second.pid}`, 30_000);
  console.log(`taken over after ${Date.now() - frozenAt} ms`);
  const { rows: open } = await db.pool.query(
    "SELECT FROM pg_stat_activity WHERE application_name LIKE $1 AND datname = current_database()",
    [`%:${first.pid}`],
  );
  expect(open).toEqual([]);
  await sleep(500);
  thaw();
  await sleep(2_000);
  clearInterval(timer);
  await Promise.all(sent);
  await device.close();
  await eventually(async () => {
    const { rows } = await db.pool.query<{ n: number }>("SELECT count(DISTINCT value) AS n FROM reading");
    if (rows[0]?.n !== n) throw new Error(`${rows[0]?.n} of ${n} stored`);
    return true;
  }, 40_000);
  const { rows } = await db.pool.query<{ n: number }>("SELECT count(*) AS n FROM reading");
  expect(rows[0]?.n).toBe(n);
  // Both work again, each for its own.
  await eventually(async () => (await holders()).includes(","), 60_000);
});
