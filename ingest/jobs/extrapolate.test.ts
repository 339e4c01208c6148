import { afterAll, beforeAll, expect, test } from "vitest";
import { seedGauges } from "#lib/alert/testing.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { newestIssues } from "#lib/forecast/sql.ts";
import { upsertRule } from "#lib/rule/sql.ts";
import { scanRule } from "../scan/testing.ts";
import { createScans } from "../scan.ts";
import extrapolate from "./extrapolate.ts";

let db: TestDatabase;
let rising: number;
let silent: number;
const NOW = Date.UTC(2025, 10, 19, 1);
const context = { now: () => NOW, signal: new AbortController().signal };

beforeAll(async () => {
  db = await testDatabase();
  [rising, silent] = (await seedGauges(db.pool, 2)) as [number, number];
  // 1 cm a minute up to 6.5 m; the other one was last heard an hour ago.
  for (const [series, until] of [
    [rising, NOW],
    [silent, NOW - 3_600_000],
  ] as const) {
    await db.pool.query(
      `INSERT INTO reading (series_id, time, value) SELECT $1, $2::timestamptz - make_interval(mins => n), 6.5 - n * 0.01
       FROM generate_series(0, 170) n`,
      [series, new Date(until)],
    );
    await db.pool.query(
      `INSERT INTO latest (series_id, time, arrived, value, quality) VALUES ($1, $2, $2, 6.5, 0)
       ON CONFLICT (series_id) DO UPDATE SET time = $2, value = 6.5, quality = 0`,
      [series, new Date(until)],
    );
  }
});
afterAll(() => db?.drop());

const rule = scanRule("forecast", {
  levels: [{ id: "bd2", priority: 2, value: 7 }],
  withinH: 3,
  maxAgeH: 1,
  extrapolate: true,
});

test("a trend is made only for series that a rule asks for and that still speak, once", async () => {
  await upsertRule(db.pool, { ...rule, enabled: false });
  expect(await extrapolate.run({ pool: db.pool, ...context })).toBeUndefined();
  await upsertRule(db.pool, rule);
  expect(await extrapolate.run({ pool: db.pool, ...context })).toBe("6 points");
  expect(await extrapolate.run({ pool: db.pool, ...context })).toBeUndefined();
  const issues = await newestIssues(db.pool, [rising, silent], { since: 0, now: NOW });
  expect(issues).toMatchObject([
    { seriesId: rising, source: "ngoai-suy", model: "ngoại suy xu thế", issuedAt: NOW },
  ]);
});

test("it rings before the water is there", async () => {
  await createScans(db.pool).round(NOW);
  const { rows } = await db.pool.query("SELECT level, expected_at AS at FROM alert");
  expect(rows).toHaveLength(1);
  expect(Math.abs(rows[0].at.getTime() - (NOW + 50 * 60_000))).toBeLessThan(60_000);
});
