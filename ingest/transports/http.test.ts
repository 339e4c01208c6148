import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { lockTable } from "#deploy/local/testing/lock-table.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { newestFeedErrors, setFeedTokenHash } from "#lib/feed/sql.ts";
import { newToken } from "#lib/feed/token.ts";
import { addFeed, addSeries, eventually, type IngestProcess, startIngest } from "../testing.ts";

// Beside the rest of the suite, on two cores, processes take their time to start.
vi.setConfig({ testTimeout: 60_000 });

let db: TestDatabase;
let ingest: IngestProcess;
const { token, hash } = newToken();
const now = Math.floor(Date.now() / 1000);

beforeAll(async () => {
  db = await testDatabase();
  await addFeed(db.pool, { id: "push", kind: "http" });
  await addFeed(db.pool, {
    id: "lora",
    kind: "http",
    config: {
      mapping: {
        each: "uplinks[*]",
        asset: "device",
        time: "at",
        readings: [{ metric: "water_level", value: "cm", unit: "cm" }],
      },
    },
  });
  await addFeed(db.pool, { id: "closed", kind: "http", enabled: false });
  for (const id of ["push", "lora", "closed"]) await setFeedTokenHash(db.pool, id, hash);
  await addSeries(db.pool, { feed: "push", prefix: "p-", count: 5, metric: "water_level" });
  await addSeries(db.pool, { feed: "lora", prefix: "l-", count: 5, metric: "water_level" });
  ingest = await startIngest({ DATABASE_URL: db.url });
  await eventually(async () => (await push([])).status === 200);
});
afterAll(async () => {
  await ingest?.kill();
  await db?.drop();
});

type Options = {
  feed?: string;
  token?: string;
  type?: string;
  raw?: string | Uint8Array<ArrayBuffer>;
  method?: string;
};

async function push(body: unknown, options: Options = {}) {
  const { feed = "push", type = "application/json", method = "POST" } = options;
  const response = await fetch(`${ingest.url}/api/feeds/${feed}/readings`, {
    method,
    headers: { authorization: `Bearer ${options.token ?? token}`, "content-type": type },
    body: method === "POST" ? (options.raw ?? JSON.stringify(body)) : undefined,
  });
  return {
    status: response.status,
    body: (await response.json()) as Record<string, unknown>,
    headers: response.headers,
  };
}

const reading = (i: number, v: number, t: number) => ({ asset: `p-${i}`, metric: "water_level", v, t });

test("one reading, a list, a place and a SenML pack are stored before the answer", async () => {
  expect((await push(reading(0, 1, now))).body).toEqual({
    stored: 1,
    duplicates: 0,
    corrected: 0,
    refused: [],
  });
  expect((await push([reading(0, 1, now + 1), reading(1, 2, now + 1)])).body).toMatchObject({ stored: 2 });
  const place = { asset: "p-0", lat: 13.77, lon: 109.22, speed: 12, course: 90, t: now };
  expect((await push(place)).body).toMatchObject({ stored: 1, refused: [] });
  const pack = [
    { bn: "p-2/", bt: now, n: "water_level", u: "cm", v: 250 },
    { n: "water_level", u: "cm", v: 260, t: -60 },
  ];
  expect((await push(pack, { type: "application/senml+json" })).body).toMatchObject({ stored: 2 });
  const { rows } = await db.pool.query(
    "SELECT r.value FROM reading r JOIN series s ON s.id = r.series_id JOIN asset a ON a.id = s.asset_id WHERE a.key = 'p-2' ORDER BY r.time",
  );
  expect(rows.map((r) => r.value)).toEqual([2.6, 2.5]);
});

test("what was sent before is a duplicate, another value a correction", async () => {
  const first = [reading(3, 1, now), reading(3, 2, now + 1)];
  expect((await push(first)).body).toMatchObject({ stored: 2, duplicates: 0 });
  expect((await push(first)).body).toMatchObject({ stored: 0, duplicates: 2 });
  expect((await push([reading(3, 9, now)])).body).toMatchObject({ stored: 0, corrected: 1 });
});

test("what is refused is named with its place; the rest is stored", async () => {
  const items = [
    reading(4, 1, now),
    { asset: "nobody", metric: "water_level", v: 1 },
    { asset: "p-4", metric: "wonder", v: 1 },
    { asset: "p-4", metric: "water_level", v: "one" },
    { asset: "p-4", metric: "water_level", v: -9999 },
    { asset: "p-4", metric: "water_level", v: 5000 },
    { asset: "p-4", metric: "water_level", v: 1, u: "furlong" },
    { asset: "p-4", metric: "water_level", v: 1, t: "2099-01-01T00:00:00Z" },
    { asset: "p-4", metric: "water_level", v: 1, t: 0 },
    { asset: "p-4", metric: "water_level", v: 1, t: "2025-11-19T13:30:00" },
    { asset: "l-0", metric: "water_level", v: 1 },
    { asset: "//", metric: "water_level", v: 1 },
    null,
    { asset: "p-4", lat: 0, lon: 0 },
    reading(4, 1, now + 1),
  ];
  const { status, body } = await push(items);
  expect(status).toBe(200);
  expect(body.stored).toBe(2);
  expect(
    (body.refused as { index: number; reason: string }[]).map((r) => [r.index, r.reason]).sort(),
  ).toEqual(
    [
      [1, "unknown_asset"],
      [2, "unknown_metric"],
      [3, "wrong_type"],
      [4, "sentinel"],
      [5, "impossible_value"],
      [6, "unknown_unit"],
      [7, "clock_ahead"],
      [8, "time_too_old"],
      [9, "invalid_time"],
      [10, "other_feed_owns_series"],
      [11, "invalid_identifier"],
      [12, "wrong_shape"],
      [13, "invalid_position"],
    ].sort(),
  );
  const kept = await newestFeedErrors(db.pool, 1, "push");
  expect(kept[0]?.payload?.toString()).toMatch(/^(\{|null)/);
});

test("a feed's mapping reads its own shape", async () => {
  const body = {
    uplinks: [
      { device: "l-1", at: now, cm: 320 },
      { device: "l-2", at: now, cm: null },
    ],
  };
  expect((await push(body, { feed: "lora" })).body).toMatchObject({
    stored: 1,
    refused: [{ index: 1, reason: "missing_value", detail: "water_level" }],
  });
  expect((await push({ wrong: 1 }, { feed: "lora" })).body).toMatchObject({
    stored: 0,
    refused: [{ reason: "wrong_shape" }],
  });
});

test("ten thousand readings a call are taken, more are not", async () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, i) => reading(i % 5, 1, now - 86_400 + i));
  expect((await push(many(10_000))).body).toMatchObject({ stored: 10_000, refused: [] });
  expect((await push(many(10_001))).status).toBe(413);
  const uplinks = Array.from({ length: 10_001 }, (_, i) => ({ device: "l-1", at: now - i, cm: 1 }));
  expect((await push({ uplinks }, { feed: "lora" })).status).toBe(413);
});

test("strangers, wrong types and wrong ways are answered with what is wrong", async () => {
  expect((await push([], { token: "wrong" })).status).toBe(401);
  expect((await push([], { token: "wrong" })).headers.get("www-authenticate")).toBe("Bearer");
  // A stranger does not learn which feeds there are.
  for (const feed of ["nobody", "closed"]) {
    const answer = await push([], { feed });
    expect([answer.status, answer.headers.get("www-authenticate")]).toEqual([401, "Bearer"]);
    expect(answer.body).toEqual({ error: "unauthorized" });
  }
  expect((await push([], { type: "text/csv" })).status).toBe(415);
  expect((await push([], { method: "GET" })).status).toBe(405);
  expect((await push([], { raw: "x".repeat(5_000_000) })).status).toBe(413);
  const broken = await push([], { raw: '[{"asset":' });
  expect([broken.status, broken.body.refused]).toMatchObject([400, [{ reason: "invalid_json" }]]);
  const bytes = await push([], { raw: new Uint8Array([0x22, 0xff, 0x22]) });
  expect([bytes.status, bytes.body.refused]).toMatchObject([400, [{ reason: "invalid_utf8" }]]);
});

test("a new token holds at once, the old one no longer", async () => {
  const next = newToken();
  await setFeedTokenHash(db.pool, "push", next.hash);
  await eventually(async () => (await push([], { token: next.token })).status === 200);
  expect((await push([])).status).toBe(401);
  await setFeedTokenHash(db.pool, "push", hash);
  await eventually(async () => (await push([])).status === 200);
});

test("too many calls at once are asked to wait", async () => {
  const blocker = await db.pool.connect();
  await blocker.query("BEGIN; LOCK TABLE reading IN ACCESS EXCLUSIVE MODE");
  const calls = Array.from({ length: 12 }, (_, i) => push(reading(0, 7, now - 1_000 - i)));
  await new Promise((done) => setTimeout(done, 500));
  await blocker.query("COMMIT");
  blocker.release();
  const statuses = (await Promise.all(calls)).map((c) => c.status).sort();
  expect(statuses).toEqual([...Array(8).fill(200), ...Array(4).fill(429)]);
});

test("a store that hangs is told to the sender in 3 s, also where the register hangs, and seen on health", async () => {
  for (const [table, asset] of [
    ["reading", "p-0"],
    ["asset", "p-never-named"],
  ] as const) {
    const release = await lockTable(db.pool, table);
    const since = performance.now();
    const answer = await push({ asset, metric: "water_level", v: 1, t: now - 9_000 });
    const ms = performance.now() - since;
    const health = await eventually(async () => {
      const found = await fetch(`${ingest.url}/health`);
      return found.status === 503 && (await found.json());
    });
    await release();
    expect(answer.status).toBe(503);
    // 2.5 s, and what a busy machine adds.
    expect(ms).toBeLessThan(10_000);
    expect(health).toMatchObject({ ok: false, deaf: { reason: "not_stored" } });
    await eventually(async () => (await fetch(`${ingest.url}/health`)).status === 200);
  }
});

test("health and measurements are told on this machine", async () => {
  const health = await fetch(`${ingest.url}/health`);
  expect([health.status, await health.json()]).toMatchObject([200, { ok: true, database: true }]);
  const text = await (await fetch(`${ingest.url}/metrics`)).text();
  expect(text).toMatch(/^haidang_feed_stored_total\{feed="push"\} \d{5}/m);
  expect(text).toMatch(/^haidang_ingest_commit_seconds_count [1-9]/m);
  expect(text).toMatch(/^process_resident_memory_bytes \d/m);
});
