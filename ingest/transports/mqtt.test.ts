import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { type TestBroker, testBroker } from "#deploy/local/testing/broker.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { readSession, writeSession } from "#lib/feed/sql/session.ts";
import { feedRows } from "#lib/feed/sql.ts";
import {
  addFeed,
  addSeries,
  eventually,
  type IngestProcess,
  openPublisher,
  startIngest,
} from "../testing.ts";
import { Connection } from "./mqtt/connection.ts";

// Beside the rest of the suite, on two cores, processes take their time to start.
vi.setConfig({ testTimeout: 60_000 });

let db: TestDatabase;
let broker: TestBroker;
let device: string;
const running: IngestProcess[] = [];

const start = async () => {
  const ingest = await startIngest({ DATABASE_URL: db.url, MQTT_URL: broker.url });
  running.push(ingest);
  return ingest;
};
const counts = async (id: string) => {
  const row = (await feedRows(db.pool)).find((r) => r.feedId === id);
  return { state: row?.state, received: row?.received, stored: row?.stored, refused: row?.refused };
};
/** A process that was killed leaves its feeds live: it is this one's that are waited for. */
const live = ({ pid }: IngestProcess, id: string) =>
  eventually(async () => {
    const { rows } = await db.pool.query("SELECT state, holder FROM feed_status WHERE feed_id = $1", [id]);
    return rows[0]?.state === "live" && rows[0].holder.endsWith(`:${pid}`);
  });

beforeAll(async () => {
  [db, broker] = await Promise.all([testDatabase(), testBroker()]);
  device = await broker.addDevice("device", ["v4", "v5", "other"]);
  await addFeed(db.pool, { id: "v5" });
  await addFeed(db.pool, { id: "v4", config: { protocol: 4 } });
  await addSeries(db.pool, { feed: "v5", prefix: "v5-", count: 10, metric: "water_level" });
  await addSeries(db.pool, { feed: "v4", prefix: "v4-", count: 10, metric: "water_level" });
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((p) => p.kill()));
});
afterAll(async () => {
  await Promise.all([db?.drop(), broker?.remove()]);
});

test.each(["v4", "v5"])("%s: what is published is stored with its time and marked live", async (feed) => {
  await live(await start(), feed);
  const publisher = await openPublisher(device);
  const t = Date.now() - 60_000;
  await publisher.publish(`ioc/${feed}/${feed}-1/water_level`, JSON.stringify({ v: 2.5, t }));
  await publisher.publish(`ioc/${feed}/${feed}-2/water_level`, "3.25");
  await publisher.close();
  const rows = await eventually(async () => {
    const { rows } = await db.pool.query(
      `SELECT a.key, r.value, r.time FROM reading r JOIN series s ON s.id = r.series_id
       JOIN asset a ON a.id = s.asset_id WHERE s.feed_id = $1 ORDER BY a.key`,
      [feed],
    );
    return rows.length === 2 && rows;
  });
  expect(rows[0]).toEqual({ key: `${feed}-1`, value: 2.5, time: new Date(t) });
  expect(rows[1]).toMatchObject({ key: `${feed}-2`, value: 3.25 });
});

test("nobody can guess the session: it is another one for each feed, and one that could be guessed is read out", async () => {
  const first = await start();
  await live(first, "v5");
  const idOf = async (feed: string) => (await readSession(db.pool, feed))?.clientId ?? "";
  const [v4, v5] = [await idOf("v4"), await idOf("v5")];
  expect([v4, v5]).toEqual([
    expect.stringMatching(/^hd-[0-9a-f]{32}$/),
    expect.stringMatching(/^hd-[0-9a-f]{32}$/),
  ]);
  expect(v4).not.toBe(v5);
  await first.stop();
  // As it was before: the session is named after the feed, and messages wait in it.
  const filters = ["ioc/v5/#"];
  const target = { url: broker.url, clientId: "haidang-v5", version: 5 as const, receiveMaximum: 10 };
  const old = await Connection.open(target, { publish() {}, pause: () => undefined });
  await old.subscribe(filters);
  await old.disconnect();
  await writeSession(db.pool, "v5", { broker: new URL(broker.url).host, clientId: "haidang-v5", filters });
  const before = (await counts("v5")).stored ?? 0;
  const publisher = await openPublisher(device);
  for (let i = 0; i < 50; i++)
    await publisher.publish(
      `ioc/v5/v5-${i % 10}/water_level`,
      JSON.stringify({ v: 2, t: Date.now() - i * 1000 }),
    );
  await publisher.close();
  await live(await start(), "v5");
  await eventually(async () => (await counts("v5")).stored === before + 50);
  expect(await idOf("v5")).toMatch(/^hd-/);
});

test("stops cleanly and leaves the session to the next", async () => {
  const first = await start();
  await live(first, "v5");
  expect(await first.stop()).toBe(0);
  expect((await counts("v5")).state).toBe("waiting");
  const publisher = await openPublisher(device);
  const before = (await counts("v5")).stored ?? 0;
  const t = Date.now();
  for (let i = 0; i < 500; i++)
    await publisher.publish(`ioc/v5/v5-${i % 10}/water_level`, JSON.stringify({ v: 1, t: t - i * 1000 }));
  await publisher.close();
  await start();
  await eventually(async () => (await counts("v5")).stored === before + 500);
});

test("stops at any moment, also while it connects", async () => {
  for (const wait of [0, 20, 60, 120, 250]) {
    const ingest = await start();
    await new Promise((done) => setTimeout(done, wait));
    const before = Date.now();
    expect(await ingest.stop()).toBe(0);
    expect(Date.now() - before).toBeLessThan(8_000);
  }
});
