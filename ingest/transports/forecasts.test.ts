import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { newestFeedErrors, setFeedTokenHash } from "#lib/feed/sql.ts";
import { newToken } from "#lib/feed/token.ts";
import { addFeed, addSeries, eventually, type IngestProcess, startIngest } from "../testing.ts";

// Beside the rest of the suite, on two cores, processes take their time to start.
vi.setConfig({ testTimeout: 60_000 });

let db: TestDatabase;
let ingest: IngestProcess;
const { token, hash } = newToken();
const now = Date.now();
const HOUR = 3_600_000;

beforeAll(async () => {
  db = await testDatabase();
  await addFeed(db.pool, { id: "ban-tin", kind: "http", config: { forecasts: true } });
  await addFeed(db.pool, { id: "khac", kind: "http" });
  for (const id of ["ban-tin", "khac"]) await setFeedTokenHash(db.pool, id, hash);
  await addSeries(db.pool, { feed: "khac", prefix: "g-", count: 2, metric: "water_level" });
  ingest = await startIngest({ DATABASE_URL: db.url });
  await eventually(async () => (await push([])).status === 200);
});
afterAll(async () => {
  await ingest?.kill();
  await db?.drop();
});

async function push(body: unknown, { feed = "ban-tin", bearer = token } = {}) {
  const response = await fetch(`${ingest.url}/api/feeds/${feed}/forecasts`, {
    method: "POST",
    headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const key = async () =>
  (await db.pool.query("SELECT key FROM asset ORDER BY id LIMIT 1")).rows[0].key as string;
const issue = async (more: object = {}) => ({
  asset: await key(),
  metric: "water_level",
  issuedAt: new Date(now).toISOString(),
  model: "Bản tin số 12",
  points: [
    { at: new Date(now + 3 * HOUR).toISOString(), value: 7.2, low: 7, high: 7.4 },
    { at: now + 9 * HOUR, value: 7.6 },
  ],
  ...more,
});

test("an issue is stored whole, of a series that another feed measures; sent again it changes nothing", async () => {
  expect(await push(await issue())).toEqual({ status: 200, body: { stored: 2, duplicates: 0, refused: [] } });
  expect((await push([await issue()])).body).toEqual({ stored: 0, duplicates: 2, refused: [] });
  const { rows } = await db.pool.query("SELECT value, low, model, source FROM forecast ORDER BY valid_at");
  expect(rows).toEqual([
    { value: 7.2, low: 7, model: "Bản tin số 12", source: "ban-tin" },
    { value: 7.6, low: null, model: "Bản tin số 12", source: "ban-tin" },
  ]);
});

test("each issue that cannot be right is refused by name, the others are stored", async () => {
  const good = await issue({ issuedAt: now + 1_000 });
  const { body } = await push([
    await issue({ asset: "nobody" }),
    await issue({ metric: "no_such" }),
    await issue({ points: [{ at: now - HOUR, value: 1 }] }),
    await issue({ points: [{ at: now + HOUR, value: 1e9 }] }),
    await issue({ issuedAt: now + HOUR }),
    "nonsense",
    good,
  ]);
  expect(body.stored).toBe(2);
  expect(
    (body.refused as { index: number; reason: string }[]).map((r) => `${r.index} ${r.reason}`).sort(),
  ).toEqual([
    "0 unknown_asset",
    "1 unknown_metric",
    "2 wrong_shape",
    "3 impossible_value",
    "4 clock_ahead",
    "5 wrong_shape",
  ]);
  expect((await newestFeedErrors(db.pool, 20, "ban-tin")).length).toBe(6);
});

test("nobody without the token, and no feed that may not", async () => {
  expect((await push(await issue(), { bearer: "wrong" })).status).toBe(401);
  expect((await push(await issue(), { feed: "khac" })).status).toBe(401);
  expect((await push("{")).status).toBe(400);
});
