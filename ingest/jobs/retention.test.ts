import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Pool } from "#lib/db/pool.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { seriesPoints } from "#lib/reading/sql/points.ts";
import { effective } from "#lib/retention/model.ts";
import { setRetention } from "#lib/retention/sql.ts";
import { type Delivery, openSink } from "../sink.ts";
import columnstore from "./columnstore.ts";
import retention from "./retention.ts";
import rollup from "./rollup.ts";

const DAY = 86_400_000;
const NOW = Date.parse("2025-11-20T03:00:00Z");

let db: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  db = await testDatabase();
  pool = db.pool;
  await pool.query(`INSERT INTO feed (id, kind, name_vi, name_en) VALUES ('f', 'json', 'f', 'f')`);
  await pool.query(`INSERT INTO asset (key, kind, name_vi, name_en) VALUES ('a', 'gauge', 'a', 'a')`);
  await pool.query(`INSERT INTO series (asset_id, metric_id, feed_id, period_s) VALUES (1, 'm', 'f', 60)`);
});
afterAll(() => db?.drop());
beforeEach(() => setRetention(pool, "reading", 5));

const context = (now: number) => ({ pool, now: () => now, signal: new AbortController().signal });

async function deliver(times: number[], value = 1): Promise<Delivery["outcome"]> {
  const sink = openSink({ pool, flushMs: 1 });
  const outcome = { stored: 0, duplicates: 0, corrected: 0, poisoned: false };
  await new Promise<void>((done) => {
    sink.add({
      feedId: "f",
      received: times.length,
      readings: times.map((time) => ({ seriesId: 1, time, value, quality: 0 })),
      positions: [],
      records: [],
      errors: [],
      graded: 0,
      outcome,
      settle: () => done(),
    });
  });
  await sink.close();
  return outcome;
}

const count = async (table: string) => (await pool.query(`SELECT count(*) AS n FROM ${table}`)).rows[0].n;

test("old readings go, after their rollups were made; a late one does not shrink them", async () => {
  const times = Array.from({ length: 100 }, (_, i) => NOW - 10 * DAY + i * 20_000);
  await deliver([...times, NOW]);
  // Nothing is rolled up yet: nothing may go.
  await retention.run(context(NOW));
  expect(await count("reading")).toBe(101);

  await rollup.run(context(NOW + 1));
  const before = await pool.query("SELECT * FROM rollup_1m ORDER BY bucket");
  expect(before.rows.reduce((sum, row) => sum + row.count, 0)).toBe(101);
  expect(await retention.run(context(NOW))).toMatch(/reading/);
  expect(await count("reading")).toBe(1);

  expect(await deliver([times[0] as number], 99)).toMatchObject({ stored: 0, duplicates: 0 });
  const refused = await pool.query("SELECT reason FROM feed_error");
  expect(refused.rows).toEqual([{ reason: "time_too_old" }]);
  await rollup.run(context(NOW + 2));
  expect((await pool.query("SELECT * FROM rollup_1m ORDER BY bucket")).rows).toEqual(before.rows);

  const span = { seriesId: 1, from: NOW - 11 * DAY, to: NOW - 9 * DAY };
  const answer = await seriesPoints(pool, { ...span, points: 5_000 });
  expect(answer?.count.reduce((a, b) => a + b, 0)).toBe(100);
});

test("a rollup is kept longer than what it is made from, whatever was set", () => {
  const set = {
    reading: 100 * 86_400,
    rollup_1m: 86_400,
    rollup_1h: 86_400,
    position: 1,
    forecast: 1,
    record_version: 1,
    feed_error: 1,
  };
  const { reading, rollup_1m, rollup_1h } = effective(set);
  expect(rollup_1m).toBeGreaterThan(reading);
  expect(rollup_1h).toBeGreaterThan(rollup_1m);
});

test("without the Community edition the columnstore is left alone", async () => {
  expect(await columnstore.run(context(NOW))).toBeUndefined();
});
