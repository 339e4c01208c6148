import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { floodRule, seedGauges } from "#lib/alert/testing.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import type { RuleInput } from "#lib/rule/model.ts";
import { upsertRule } from "#lib/rule/sql.ts";
import { slotter } from "#lib/season/model.ts";
import { allBands, isMyTurn } from "#lib/season/sql.ts";
import season from "./season.ts";

const NOW = Date.UTC(2026, 10, 28, 1, 30);
const HOUR = 3_600_000;
let db: TestDatabase;
let series: number[];

beforeAll(async () => {
  db = await testDatabase();
  series = await seedGauges(db.pool, 70);
});
afterAll(() => db?.drop());
beforeEach(async () => {
  await db.pool.query("TRUNCATE rollup_1h, season_band");
  await db.pool.query("DELETE FROM rule");
});

const run = (now = NOW, signal = new AbortController().signal) =>
  season.run({ pool: db.pool, now: () => now, signal });

function unusual(params: object = {}): RuleInput {
  return { ...floodRule(series), id: "unusual", kind: "deviation", params: { minWidth: 0.1, ...params } };
}

/** One value an hour, newest first. */
async function hours(seriesId: number, values: readonly number[]): Promise<void> {
  const newest = Math.floor(NOW / HOUR) * HOUR - HOUR;
  await db.pool.query(
    `INSERT INTO rollup_1h (series_id, bucket, count, sum, min, max, first, last)
     SELECT $1, t, 1, v, v, v, v, v FROM unnest($2::timestamptz[], $3::float8[]) AS h (t, v)`,
    [seriesId, values.map((_, i) => new Date(newest - i * HOUR)), values],
  );
}

test("makes the band of every series that a rule asks for, by the local hour, from the hours of its weeks", async () => {
  await upsertRule(db.pool, unusual({ weeks: 2, lowPct: 0, highPct: 100 }));
  const first = series[0] as number;
  await hours(
    first,
    Array.from({ length: 4 * 168 }, (_, i) => i),
  );
  expect(await run()).toBe("usual values of 70 series made, 69 of them without any hour yet");
  const bands = await allBands(db.pool);
  expect(bands.size).toBe(70);
  const band = bands.get(first)?.get("hour_of_week/2/0/100");
  const newest = Math.floor(NOW / HOUR) * HOUR - HOUR;
  const slot = slotter("Asia/Ho_Chi_Minh", "hour_of_week")(newest);
  expect([band?.low[slot], band?.mid[slot], band?.high[slot], band?.samples[slot]]).toEqual([0, 84, 168, 2]);
  expect(band?.samples.every((n) => n === 2)).toBe(true);
  expect(
    bands
      .get(series[1] as number)
      ?.get("hour_of_week/2/0/100")
      ?.low.every(Number.isNaN),
  ).toBe(true);
});

test("takes the low end from the least and the high end from the greatest values of the hours", async () => {
  await upsertRule(db.pool, unusual({ weeks: 1, slots: "hour_of_day", lowPct: 49, highPct: 51 }));
  const first = series[0] as number;
  await hours(first, Array(168).fill(5));
  await db.pool.query("UPDATE rollup_1h SET min = 4, max = 9");
  await run();
  const band = (await allBands(db.pool)).get(first)?.get("hour_of_day/1/49/51");
  expect([band?.low[0], band?.mid[0], band?.high[0], band?.low.length]).toEqual([4, 5, 9, 24]);
});

test("makes each anew after a day, and tells the judges only when there is something new", async () => {
  await upsertRule(db.pool, { ...unusual(), target: { series: [series[0] as number] } });
  await hours(series[0] as number, Array(8 * 168).fill(5));
  expect(await run()).toContain("1 series");
  expect(await run(NOW + 23 * HOUR)).toBeUndefined();
  expect(await run(NOW + 24 * HOUR)).toContain("1 series");
});

test("makes one of few samples anew each hour: a new series is not left without for a day", async () => {
  await upsertRule(db.pool, unusual());
  expect(await run()).toContain("70 series");
  expect(await run(NOW + HOUR - 1)).toBeUndefined();
  expect(await run(NOW + HOUR)).toContain("70 series");
});

test("makes all anew when the province moves to another zone", async () => {
  await upsertRule(db.pool, unusual());
  await run();
  await db.pool.query(
    `INSERT INTO setting (key, value) VALUES ('province', '{"timezone": "Asia/Tokyo"}')
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
  );
  expect(await run(NOW + HOUR)).toContain("70 series");
  await db.pool.query("DELETE FROM setting WHERE key = 'province'");
});

test("forgets what no rule asks for any more", async () => {
  await upsertRule(db.pool, unusual());
  await run();
  await upsertRule(db.pool, { ...unusual(), enabled: false });
  await run();
  expect((await allBands(db.pool)).size).toBe(0);
});

test("leaves the work to another process that is at it, and stops when told", async () => {
  await upsertRule(db.pool, unusual());
  await tx(db.pool, async (client) => {
    expect(await isMyTurn(client)).toBe(true);
    expect(await run()).toBeUndefined();
  });
  expect(await run(NOW, AbortSignal.abort())).toBeUndefined();
  expect((await allBands(db.pool)).size).toBe(0);
});
