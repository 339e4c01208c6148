import { setTimeout as sleep } from "node:timers/promises";
import mqtt from "mqtt";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type TestBroker, testBroker } from "#deploy/local/testing/broker.ts";
import { saveAssets } from "#lib/asset/sql/save.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { feedErrorCounts, feedRows } from "#lib/feed/sql.ts";
import { Quality } from "#lib/reading/model.ts";
import {
  addFeed,
  addSeries,
  eventually,
  type IngestProcess,
  openPublisher,
  type Publisher,
  startIngest,
} from "./testing.ts";

// Beside the rest of the suite, on two cores, processes take their time to start.
vi.setConfig({ testTimeout: 60_000 });

let db: TestDatabase;
let broker: TestBroker;
let ingest: IngestProcess;
let device: Publisher;
let address: string;

beforeAll(async () => {
  [db, broker] = await Promise.all([testDatabase(), testBroker()]);
  address = await broker.addDevice("device", ["a", "b", "open", "live", "kept"]);
  for (const id of ["a", "b", "live", "kept"]) await addFeed(db.pool, { id });
  await addFeed(db.pool, {
    id: "open",
    unknownAsset: "create",
    config: { newAssets: { most: 50, perMinute: 1_000 } },
  });
  for (const feed of ["a", "b", "live", "kept"])
    await addSeries(db.pool, { feed, prefix: `${feed}-`, count: 2, metric: "water_level" });
  ingest = await startIngest({ DATABASE_URL: db.url, MQTT_URL: broker.url });
  device = await openPublisher(address);
  await eventually(async () => (await feedRows(db.pool)).every((f) => f.state === "live"));
});
afterAll(async () => {
  await device?.close();
  await ingest?.kill();
  await Promise.all([db?.drop(), broker?.remove()]);
});

type Stored = { key: string; metric: string; value: number; quality: number };
const readings = async (prefix: string) =>
  (
    await db.pool.query<Stored>(
      `SELECT a.key, s.metric_id AS metric, r.value, r.quality FROM reading r
       JOIN series s ON s.id = r.series_id JOIN asset a ON a.id = s.asset_id
       WHERE starts_with(a.key, $1) ORDER BY a.key, s.metric_id, r.time`,
      [prefix],
    )
  ).rows;
const status = async (id: string) => (await feedRows(db.pool)).find((f) => f.feedId === id);
const refused = async (feed: string) =>
  Object.fromEntries(
    (await feedErrorCounts(db.pool, "2020-01-01"))
      .filter((c) => c.feedId === feed)
      .map((c) => [c.reason, c.count]),
  );
const change = async (sql: string, changed: string) => {
  await db.pool.query(sql);
  await db.pool.query("SELECT pg_notify('config', $1)", [JSON.stringify({ changed })]);
};

test("an unknown device of a feed that allows it is stored as unconfirmed, and confirmed by a person", async () => {
  const told: string[] = [];
  const bus = await db.pool.connect();
  bus.on("notification", ({ channel }) => told.push(channel));
  await bus.query("LISTEN reading; LISTEN position");
  await device.publish("ioc/open/moi-1/water_level", "1.5");
  await device.publish("ioc/open/moi-1/rain_1h", "2");
  await device.publish("ioc/open/tau-1/position", '{"lat":13.7,"lon":109.3}');
  await eventually(async () => (await readings("moi-")).length === 2);
  expect(await readings("moi-")).toMatchObject([
    { metric: "rain_1h", value: 2, quality: Quality.unconfirmed },
    { metric: "water_level", value: 1.5, quality: Quality.unconfirmed },
  ]);
  const assets = await db.pool.query(
    "SELECT key, status, feed_id FROM asset WHERE feed_id = 'open' ORDER BY key",
  );
  expect(assets.rows).toEqual([
    { key: "moi-1", status: "unconfirmed", feed_id: "open" },
    { key: "tau-1", status: "unconfirmed", feed_id: "open" },
  ]);
  await eventually(async () => (await db.pool.query("SELECT FROM latest_position")).rowCount === 1);
  expect(told).toEqual([]);
  await change("UPDATE asset SET status = 'testing' WHERE key = 'moi-1'", "asset");
  await sleep(300);
  await device.publish("ioc/open/moi-1/water_level", "1.55");
  await eventually(async () => (await readings("moi-")).at(-1)?.value === 1.55);
  expect((await readings("moi-")).at(-1)?.quality).toBe(Quality.unconfirmed);
  expect(told).toEqual([]);
  await change("UPDATE asset SET status = 'confirmed' WHERE key = 'moi-1'", "asset");
  await sleep(300);
  await device.publish("ioc/open/moi-1/water_level", "1.6");
  await eventually(async () => (await readings("moi-")).at(-1)?.value === 1.6);
  expect((await readings("moi-")).at(-1)?.quality).toBe(Quality.good);
  await eventually(() => told.includes("reading"));
  await bus.query("UNLISTEN *");
  bus.release();
});

test("a flood of invented names fills neither register nor memory, and is named", async () => {
  const sent = Array.from({ length: 3_000 }, (_, i) => device.publish(`ioc/open/gia-${i}/water_level`, "1"));
  await Promise.all(sent);
  await eventually(async () => (await refused("open")).too_many_new_assets === 2_951);
  const { rows } = await db.pool.query(
    "SELECT count(*) AS n FROM asset WHERE feed_id = 'open' AND status = 'unconfirmed'",
  );
  expect(rows[0].n).toBe(50);
});

test("no feed may speak for another feed's series or asset", async () => {
  await device.publish("ioc/a/b-0/water_level", "9");
  await device.publish("ioc/a/b-0/rain_1h", "9");
  await device.publish("ioc/a/b-0/position", '{"lat":13.7,"lon":109.3}');
  await eventually(async () => (await refused("a")).other_feed_owns_series === 3);
  expect(await readings("b-")).toEqual([]);
});

test("a feed may add a metric to its own asset; one registered later is found at once", async () => {
  await device.publish("ioc/a/a-0/rain_1h", "4");
  await eventually(async () => (await readings("a-")).some((r) => r.metric === "rain_1h"));
  await device.publish("ioc/a/later/water_level", "4");
  await eventually(async () => (await refused("a")).unknown_asset === 1);
  const asset = { key: "later", kind: "gauge", nameVi: "x", nameEn: "x", lon: null, lat: null, basin: null };
  const rest = { unitCode: null, agencyId: null, feedId: "a", attributes: {}, validFrom: "2026-01-01" };
  await saveAssets(db.pool, [{ ...asset, ...rest }]);
  await sleep(300);
  await device.publish("ioc/a/later/water_level", "5");
  await eventually(async () => (await readings("later")).length === 1);
});

test("a retained value is stored once with its own time, and refused without one", async () => {
  const retained = await mqtt.connectAsync(address, { protocolVersion: 5 });
  const t = Date.now() - 5_000;
  await retained.publishAsync("ioc/kept/kept-0/water_level", JSON.stringify({ v: 1, t }), {
    qos: 1,
    retain: true,
  });
  await retained.publishAsync("ioc/kept/kept-1/water_level", "2", { qos: 1, retain: true });
  await eventually(async () => (await readings("kept-")).length === 2);
  // A new subscription is given retained values again: nobody knows how old the second one is.
  await change("UPDATE feed SET enabled = false WHERE id = 'kept'", "feed");
  await eventually(async () => (await status("kept"))?.state === "off");
  await change("UPDATE feed SET enabled = true WHERE id = 'kept'", "feed");
  await eventually(async () => (await refused("kept")).invalid_time === 1);
  expect(await readings("kept-")).toHaveLength(2);
  for (const topic of ["ioc/kept/kept-0/water_level", "ioc/kept/kept-1/water_level"])
    await retained.publishAsync(topic, "", { qos: 1, retain: true });
  await retained.endAsync();
});

test("a feed follows its settings while it runs: off, on, another shape, a wrong one", async () => {
  await device.publish("ioc/live/live-0/water_level", "1");
  await eventually(async () => (await readings("live-")).length === 1);
  await change("UPDATE feed SET enabled = false WHERE id = 'live'", "feed");
  await eventually(async () => (await status("live"))?.state === "off");
  await device.publish("ioc/live/live-0/water_level", "2");
  const config = {
    topics: ["ioc/live/+/raw"],
    mapping: { asset: { topicLevel: 2 }, readings: [{ metric: "water_level", value: "cm", unit: "cm" }] },
  };
  await change(
    `UPDATE feed SET enabled = true, config = '${JSON.stringify(config)}' WHERE id = 'live'`,
    "feed",
  );
  await eventually(async () => (await status("live"))?.state === "live");
  await device.publish("ioc/live/live-0/water_level", "3");
  await device.publish("ioc/live/live-1/raw", '{"cm":450}');
  await eventually(async () => (await readings("live-1")).length === 1);
  // What came while it was off is not kept for it; the old topics are no longer read.
  expect((await readings("live-")).map((r) => r.value)).toEqual([1, 4.5]);
  await change(`UPDATE feed SET config = '{"topic":"x"}' WHERE id = 'live'`, "feed");
  await eventually(async () => (await status("live"))?.state === "failed");
  expect((await status("live"))?.detail).toMatch(/topic/);
});

test("a broker that forgot the session is not passed over in silence", async () => {
  const row = await db.pool.query("SELECT client_id FROM feed_session WHERE feed_id = 'b'");
  const clientId = row.rows[0]?.client_id as string;
  expect(clientId).toMatch(/^hd-[0-9a-f]{32}$/);
  const url = new URL(broker.url);
  const { username, password } = url;
  const thief = { clientId, clean: true, username, password, protocolVersion: 5 as const };
  const other = await mqtt.connectAsync(`mqtt://${url.host}`, { ...thief, reconnectPeriod: 0 });
  await other.endAsync(true);
  await eventually(async () => /no longer knew/.test((await status("b"))?.detail ?? ""), 20_000);
  expect((await status("b"))?.state).toBe("live");
  await device.publish("ioc/b/b-1/water_level", "7");
  await eventually(async () => (await readings("b-1")).length === 1);
});
