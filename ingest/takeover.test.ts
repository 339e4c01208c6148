import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestBroker, testBroker } from "#deploy/local/testing/broker.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { addFeed, addSeries, eventually, type IngestProcess, openPublisher, startIngest } from "./testing.ts";

const FEEDS = ["t0", "t1", "t2", "t3"];
let db: TestDatabase;
let broker: TestBroker;
const running: IngestProcess[] = [];

const start = async () => {
  const ingest = await startIngest({ DATABASE_URL: db.url, MQTT_URL: broker.url });
  running.push(ingest);
  return ingest;
};

beforeAll(async () => {
  [db, broker] = await Promise.all([testDatabase(), testBroker()]);
  for (const id of FEEDS) {
    await addFeed(db.pool, { id });
    await addSeries(db.pool, { feed: id, prefix: `${id}-`, count: 2, metric: "sequence" });
  }
});
afterAll(async () => {
  await Promise.all(running.map((p) => p.kill()));
  await Promise.all([db?.drop(), broker?.remove()]);
});

/** How many live feeds each process holds, by its id. */
async function holders(): Promise<Record<string, number>> {
  const { rows } = await db.pool.query<{ pid: string; n: number }>(
    `SELECT split_part(holder, ':', 2) AS pid, count(*) AS n FROM feed_status WHERE state = 'live' GROUP BY 1`,
  );
  return Object.fromEntries(rows.map((r) => [r.pid, r.n]));
}

test("two processes share the feeds; when one dies the other has them within 10 s and nothing is lost", {
  timeout: 60_000,
}, async () => {
  const [first, second] = await Promise.all([start(), start()]);
  const even = { [first.pid]: 2, [second.pid]: 2 };
  await eventually(async () => JSON.stringify(await holders()) === JSON.stringify(even), 15_000);

  const device = await openPublisher(await broker.addDevice("device", FEEDS));
  const sent: Promise<void>[] = [];
  const t = Date.now() - 3_600_000;
  let n = 0;
  const timer = setInterval(() => {
    for (const feed of FEEDS) {
      const payload = JSON.stringify({ v: ++n, t: t + n });
      sent.push(device.publish(`ioc/${feed}/${feed}-${n % 2}/sequence`, payload));
    }
  }, 5);
  await sleep(1_000);
  await first.kill();
  const killedAt = Date.now();
  await eventually(
    async () => JSON.stringify(await holders()) === JSON.stringify({ [second.pid]: 4 }),
    10_000,
  );
  console.log(`taken over after ${Date.now() - killedAt} ms`);
  clearInterval(timer);
  await Promise.all(sent);
  await device.close();
  await eventually(async () => {
    const { rows } = await db.pool.query<{ n: number }>("SELECT count(DISTINCT value) AS n FROM reading");
    if (rows[0]?.n !== n) throw new Error(`${rows[0]?.n} of ${n} stored`);
    return true;
  });
  const { rows } = await db.pool.query<{ n: number }>("SELECT count(*) AS n FROM reading");
  expect(rows[0]?.n).toBe(n);
});
