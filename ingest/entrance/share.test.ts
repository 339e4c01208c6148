import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { doorOf } from "#lib/feed/sql/door.ts";
import { addDevice, addFeed, addSeries, eventually, type IngestProcess, startIngest } from "../testing.ts";
import { steadyLoad } from "./testing.ts";

const FEEDS = ["s0", "s1", "s2", "s3"];
let db: TestDatabase;
const running: IngestProcess[] = [];
/** Lives to the end. */
let near: IngestProcess;

const start = async () => {
  const ingest = await startIngest({ DATABASE_URL: db.url, LOG_LEVEL: "warn" });
  running.push(ingest);
  return ingest;
};

beforeAll(async () => {
  db = await testDatabase();
  for (const id of FEEDS) {
    await addFeed(db.pool, { id });
    await addSeries(db.pool, { feed: id, prefix: `${id}-`, count: 2, metric: "sequence" });
  }
  await addDevice(db.pool, "device", FEEDS);
});
afterAll(async () => {
  await Promise.all(running.map((process) => process.kill()));
  await db?.drop();
});

/** How many live feeds each process holds, by its id. */
async function holders(): Promise<Record<string, number>> {
  const { rows } = await db.pool.query<{ pid: string; n: number }>(
    `SELECT split_part(holder, ':', 2) AS pid, count(*) AS n FROM feed_status WHERE state = 'live' GROUP BY 1`,
  );
  return Object.fromEntries(rows.map((row) => [row.pid, row.n]));
}
const untilHeld = (wanted: Record<string, number>) =>
  eventually(async () => {
    const found = await holders();
    if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(JSON.stringify(found));
    return true;
  }, 30_000);

test("a device at one process writes to feeds of another, and is answered after that one's commit, also when it dies", {
  timeout: 120_000,
}, async () => {
  const [first, far] = await Promise.all([start(), start()]);
  near = first;
  await untilHeld({ [near.pid]: 2, [far.pid]: 2 });
  const load = steadyLoad({
    at: near.mqtt,
    account: "device",
    version: 5,
    perSecond: 300,
    topicOf: (n) => `ioc/${FEEDS[n % 4]}/${FEEDS[n % 4]}-${n % 2}/sequence`,
  });
  const byFeed = () => FEEDS.map((_, i) => [...load.acknowledged].filter((n) => n % 4 === i).length);
  await eventually(() => byFeed().every((n) => n > 50), 30_000);

  // Frozen, it stores nothing: nothing of its feeds is answered, and what is answered goes on in order.
  process.kill(far.pid, "SIGSTOP");
  await sleep(500);
  const frozen = load.acknowledged.size;
  await sleep(1_000);
  expect(load.acknowledged.size).toBe(frozen);
  process.kill(far.pid, "SIGCONT");
  await eventually(() => load.acknowledged.size > frozen + 100, 30_000);

  await far.kill();
  await untilHeld({ [near.pid]: 4 });
  expect((await doorOf(db.pool, "s3"))?.url).toBe(near.url);
  const killed = load.acknowledged.size;
  await eventually(() => load.acknowledged.size > killed + 200, 30_000);
  await load.stop();
  const { rows } = await db.pool.query<{ n: number; different: number }>(
    "SELECT count(*) AS n, count(DISTINCT value) AS different FROM reading",
  );
  expect(rows[0]).toEqual({ n: load.sent(), different: load.sent() });
});

test("nobody hands over without the holder's word", async () => {
  const door = await doorOf(db.pool, "s0");
  for (const authorization of ["", "Bearer x", `Bearer ${door?.token.slice(1)}`]) {
    const answer = await fetch(`${near.url}/api/feeds/s0/handed`, {
      method: "POST",
      headers: { authorization },
    });
    expect(answer.status).toBe(401);
  }
});
