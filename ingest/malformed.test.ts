import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestBroker, testBroker } from "#deploy/local/testing/broker.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { unaccounted } from "#lib/feed/model.ts";
import { feedErrorCounts, feedRows } from "#lib/feed/sql.ts";
import { addFeed, addSeries, eventually, type IngestProcess, openPublisher, startIngest } from "./testing.ts";

const COUNT = 12_000;
let db: TestDatabase;
let broker: TestBroker;
let ingest: IngestProcess;

beforeAll(async () => {
  [db, broker] = await Promise.all([testDatabase(), testBroker()]);
  await addFeed(db.pool, { id: "bad" });
  await addFeed(db.pool, { id: "neighbour" });
  await addFeed(db.pool, {
    id: "shaped",
    config: {
      topics: ["ioc/shaped/+/up"],
      mapping: {
        asset: { topicLevel: 2 },
        time: { path: "at", format: "dd/MM/yyyy HH:mm", zone: "Asia/Ho_Chi_Minh" },
        readings: [{ metric: "water_level", value: "d.v" }],
      },
    },
  });
  await addSeries(db.pool, { feed: "bad", prefix: "b-", count: 5, metric: "water_level" });
  await addSeries(db.pool, { feed: "neighbour", prefix: "n-", count: 1, metric: "water_level" });
  ingest = await startIngest({ DATABASE_URL: db.url, MQTT_URL: broker.url });
  await eventually(async () => (await feedRows(db.pool)).every((f) => f.state === "live"));
});
afterAll(async () => {
  await ingest?.kill();
  await Promise.all([db?.drop(), broker?.remove()]);
});

type Bad = { topic: string; payload: string | Buffer };

/** A fixed stream of luck, so that a failure can be seen again. */
function luck(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state % below;
  };
}
const random = luck(20_261_121);
const pick = <T>(...from: T[]) => from[random(from.length)] as T;
const any = (...from: unknown[]) => pick(...from);

const good = () => JSON.stringify({ v: random(500) / 100, t: Date.now() - random(60_000), q: 0, u: "m" });
const metric = () => `ioc/bad/b-${random(5)}/water_level`;
const onMetric = (payload: string | Buffer): Bad => ({ topic: metric(), payload });
const year = (y: number) => new Date(Date.UTC(y, random(12), 1 + random(28))).toISOString();
const bytes = (n: number) => Buffer.from(Array.from({ length: n }, () => 128 + random(128)));

/** Ways to be wrong. Each gives messages of which nothing may be stored. */
const WAYS: (() => Bad)[] = [
  () => onMetric(good().slice(0, 1 + random(8))),
  () => onMetric(`${good()}${pick("}", ",", "{}", "x")}`),
  () => onMetric(Buffer.concat([Buffer.from('{"v":"'), bytes(1 + random(20)), Buffer.from('"}')])),
  () => onMetric(bytes(1 + random(200))),
  () =>
    onMetric(
      pick("NaN", "Infinity", "-Infinity", "nan", '{"v":NaN}', '{"v":-Infinity}', "1e999", '{"v":1e400}'),
    ),
  () =>
    onMetric(
      pick(
        '{"v":"one"}',
        '{"v":"1.234"}',
        '{"v":[1]}',
        '{"v":{}}',
        '"1,500"',
        "[1]",
        "true",
        "null",
        '{"v":1,"u":5}',
      ),
    ),
  () => onMetric(pick("", "{}", '{"v":null}', '{"value":1}', '{"t":1}', " ")),
  () => onMetric(JSON.stringify({ v: 1, t: any(year(1970), year(1999), 0, 1, 86_400, -1, -1e15) })),
  () =>
    onMetric(JSON.stringify({ v: 1, t: any(year(2099), year(9999), 4.1e9, 4.1e12, Date.now() + 400_000) })),
  () =>
    onMetric(JSON.stringify({ v: 1, t: any("yesterday", "", {}, [], true, "2025-02-30T00:00:00Z", 1e300) })),
  () => onMetric(JSON.stringify({ v: 1, t: "2026-11-21T10:00:00" })),
  () => onMetric(pick("-999", "-9999", '{"v":-999}', '{"v":-9999.0,"u":"cm"}')),
  () => onMetric(JSON.stringify({ v: any(-5.01, 1001, 1e15, -1e308, 1e5) })),
  () => onMetric(JSON.stringify({ v: 1, u: pick("furlong", "M", "", "°C", "__proto__", "constructor") })),
  () => onMetric(`${"[".repeat(100 + random(50_000))}1`),
  () => onMetric(`${'{"v":'.repeat(200 + random(2_000))}1${"}".repeat(random(2_200))}`),
  () => onMetric(JSON.stringify({ v: 1, pad: "x".repeat(1_048_576 + random(10)) })),
  () => ({
    topic: `ioc/bad/${pick("khong-co", "nobody", "x".repeat(64), "__proto__")}/water_level`,
    payload: good(),
  }),
  () => ({
    topic: `ioc/bad/b-${random(5)}/${pick("wonder", "constructor", "__proto__", "Water_Level")}`,
    payload: "1",
  }),
  () => ({
    topic: `ioc/bad/${pick("a b", "ă", "x".repeat(65), "a.b", "$", "\u{1f30a}")}/water_level`,
    payload: "1",
  }),
  () => ({
    topic: `ioc/bad${pick("", "/", "//", "//water_level", "/b-1/a/b", "/b-1/water_level/")}`,
    payload: "1",
  }),
  () => ({ topic: "ioc/bad/n-0/water_level", payload: "1" }),
  () => ({
    topic: `ioc/bad/b-${random(5)}/position`,
    payload: pick("1", "{}", '{"lat":"x","lon":2}', '{"lat":0,"lon":0}'),
  }),
  () => ({
    topic: `ioc/bad/b-1/position`,
    payload: JSON.stringify({ lat: any(91, -91, 1e9), lon: pick(181, 0) }),
  }),
  () => ({
    topic: "ioc/bad/b-1",
    payload: pick('{"n":"water_level","v":1}', "1", '[{"v":1}]', "[7]", '[{"bver":99}]'),
  }),
  () => ({
    topic: "ioc/bad/senml",
    payload: pick('[{"n":"water_level","v":1}]', '[{"n":"b-1/","v":1}]', '[{"n":5,"v":1}]'),
  }),
  () => ({
    topic: "ioc/shaped/b-1/up",
    payload: pick("[]", "1", '"x"', "{", '{"at":1}', '{"at":"21/11/2026 10:00"}'),
  }),
  () => ({
    topic: `ioc/shaped/${pick("b 1", "nobody")}/up`,
    payload: JSON.stringify({ at: "21/11/2026 08:00", d: { v: any("x", 1, -999, {}, true) } }),
  }),
];

test(`${COUNT} malformed messages of ${WAYS.length} kinds: no crash, nothing stored, each counted with a reason`, {
  timeout: 120_000,
}, async () => {
  const device = await openPublisher(await broker.addDevice("device", ["bad", "shaped"]));
  const sent: Promise<void>[] = [];
  let huge = 0;
  for (let i = 0; i < COUNT; i++) {
    const way = WAYS[i % WAYS.length] as () => Bad;
    let { topic, payload } = way();
    // A megabyte each: twenty say as much as four hundred.
    if (payload.length > 1_000_000 && ++huge > 20) ({ topic, payload } = (WAYS[0] as () => Bad)());
    sent.push(device.publish(topic, payload));
    if (i % 200 === 199) await Promise.all(sent.splice(0));
  }
  await Promise.all(sent);

  const all = await eventually(async () => {
    const rows = await feedRows(db.pool);
    const sum = rows.reduce((n, f) => n + f.received, 0);
    if (sum < COUNT) throw new Error(`${sum} of ${COUNT} seen`);
    return rows;
  }, 60_000);
  const total = (name: "received" | "refused" | "stored") => all.reduce((n, f) => n + f[name], 0);
  expect([total("received"), total("refused"), total("stored")]).toEqual([COUNT, COUNT, 0]);
  expect(all.map(unaccounted).filter((left) => left !== 0)).toEqual([]);
  const counted = await feedErrorCounts(db.pool, "2020-01-01");
  expect(counted.reduce((n, c) => n + c.count, 0)).toBe(COUNT);
  const reasons = Object.fromEntries(
    counted.filter((c) => c.feedId === "bad").map((c) => [c.reason, c.count]),
  );
  console.log(reasons);
  expect(Object.keys(reasons).sort()).toEqual(
    [
      "ambiguous_number",
      "clock_ahead",
      "impossible_value",
      "invalid_identifier",
      "invalid_json",
      "invalid_position",
      "invalid_time",
      "invalid_topic",
      "invalid_utf8",
      "missing_value",
      "not_finite",
      "other_feed_owns_series",
      "sentinel",
      "time_too_old",
      "too_deep",
      "too_large",
      "unknown_asset",
      "unknown_metric",
      "unknown_unit",
      "wrong_shape",
      "wrong_type",
    ].sort(),
  );
  const { rows } = await db.pool.query(
    "SELECT max(octet_length(payload)) AS most, count(*) AS kept FROM feed_error",
  );
  expect(rows[0]).toEqual({ most: 2_048, kept: COUNT });
  expect((await db.pool.query("SELECT FROM reading UNION ALL SELECT FROM position")).rowCount).toBe(0);

  await device.publish("ioc/bad/b-1/water_level", "1.5");
  await eventually(async () => (await db.pool.query("SELECT FROM reading")).rowCount === 1);
  expect(ingest.log()).not.toMatch(/"level":"(error|fatal)"/);
  await device.close();
});
