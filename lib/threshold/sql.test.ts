import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { type DatedThresholdSet, subjectOf } from "./model.ts";
import {
  allThresholdSets,
  saveThresholdSet,
  thresholdBySubject,
  thresholdPeriods,
  thresholdsValidOn,
} from "./sql.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db?.drop());
beforeEach(() => db.pool.query("TRUNCATE threshold_set"));

function set(more: Partial<DatedThresholdSet> = {}): DatedThresholdSet {
  return {
    assetId: null,
    metricId: "water_level",
    levels: [
      { id: "bd1", value: 6, severity: 1 },
      { id: "bd2", value: 7, severity: 2 },
    ],
    source: "QĐ 05/2020/QĐ-TTg",
    verified: true,
    validFrom: "2020-01-01",
    validTo: null,
    ...more,
  };
}
const valid = async (at: string) =>
  (await thresholdsValidOn(db.pool, new Date(at))).map((s) => s.levels[0]?.value);

test("a set begins and ends at midnight of the province, not of Greenwich", async () => {
  await saveThresholdSet(db.pool, set({ validTo: "2025-07-01" }));
  const later = [{ id: "bd1", value: 6.5, severity: 1 }];
  await saveThresholdSet(db.pool, set({ levels: later, validFrom: "2025-07-01" }));
  expect(await valid("2025-06-30T16:59:59Z")).toEqual([6]);
  expect(await valid("2025-06-30T17:00:00Z")).toEqual([6.5]);
  expect(await valid("2019-12-31T00:00:00Z")).toEqual([]);
  const periods = await thresholdPeriods(db.pool, new Date("2025-01-01"));
  expect(periods.map(({ from, until }) => [from, until])).toEqual([
    [Date.parse("2025-06-30T17:00:00Z"), Number.POSITIVE_INFINITY],
    [Date.parse("2019-12-31T17:00:00Z"), Date.parse("2025-06-30T17:00:00Z")],
  ]);
});

test("where two sets overlap the later one holds", async () => {
  await saveThresholdSet(db.pool, set());
  await saveThresholdSet(
    db.pool,
    set({ levels: [{ id: "bd1", value: 9, severity: 1 }], validFrom: "2024-01-01" }),
  );
  expect(await valid("2025-01-01")).toEqual([9]);
  expect((await thresholdPeriods(db.pool, new Date()))[0]?.levels[0]?.value).toBe(9);
});

describe("a set of some months", () => {
  const levels = (value: number) => [{ id: "flood_limit", value, severity: 3 }];
  beforeEach(async () => {
    await saveThresholdSet(db.pool, set({ levels: levels(91), validFrom: "2025-01-01" }));
    await saveThresholdSet(db.pool, set({ levels: levels(80), months: [9, 10] }));
    await saveThresholdSet(db.pool, set({ levels: levels(85), months: [11] }));
  });

  test("holds in them, year after year, before one that names none; local midnight divides them", async () => {
    expect(await valid("2026-08-31T16:59:59Z")).toEqual([91]);
    expect(await valid("2026-08-31T17:00:00Z")).toEqual([80]);
    expect(await valid("2026-10-31T16:59:59Z")).toEqual([80]);
    expect(await valid("2026-10-31T17:00:00Z")).toEqual([85]);
    expect(await valid("2026-12-15T00:00:00Z")).toEqual([91]);
    expect(await valid("2027-11-15T00:00:00Z")).toEqual([85]);
  });

  test("is told month by month, far enough both ways, the same as on each day", async () => {
    const since = new Date("2026-11-28T00:00:00Z");
    const periods = await thresholdPeriods(db.pool, since);
    const at = (time: number) => periods.find((p) => time >= p.from && time < p.until)?.levels[0]?.value;
    for (let day = since.getTime(); day < Date.parse("2028-01-05"); day += 86_400_000) {
      expect(at(day), new Date(day).toISOString()).toBe((await valid(new Date(day).toISOString()))[0]);
    }
    const trial = await thresholdPeriods(db.pool, new Date("2026-10-20T00:00:00Z"));
    expect(trial.filter((p) => p.levels[0]?.value === 80).map((p) => p.from)).toEqual([
      Date.parse("2026-09-30T17:00:00Z"),
      Date.parse("2027-08-31T17:00:00Z"),
      Date.parse("2027-09-30T17:00:00Z"),
    ]);
  });

  test("is cut by its days of validity, and replaced by the set of the same months", async () => {
    await db.pool.query("TRUNCATE threshold_set");
    const within = { validFrom: "2026-11-10", validTo: "2026-11-20", months: [11] };
    await saveThresholdSet(db.pool, set({ ...within, levels: levels(84) }));
    await saveThresholdSet(db.pool, set({ ...within, levels: levels(85) }));
    expect((await thresholdPeriods(db.pool, new Date("2026-10-01"))).map((p) => [p.from, p.until])).toEqual([
      [Date.parse("2026-11-09T17:00:00Z"), Date.parse("2026-11-19T17:00:00Z")],
    ]);
    expect(await valid("2026-11-15T00:00:00Z")).toEqual([85]);
    expect(await valid("2026-11-09T00:00:00Z")).toEqual([]);
    const [kept] = await allThresholdSets(db.pool);
    expect(kept).toMatchObject({ months: [11] });
    expect(await thresholdBySubject(db.pool, subjectOf(kept as DatedThresholdSet))).toMatchObject(within);
  });
});

test("saving the same again changes nothing, saving other levels replaces them", async () => {
  await saveThresholdSet(db.pool, set());
  await saveThresholdSet(db.pool, set());
  await saveThresholdSet(db.pool, set({ levels: [{ id: "bd1", value: 5, severity: 1 }] }));
  expect(await valid("2025-01-01")).toEqual([5]);
});

test.each([
  ["levels that do not ascend", { levels: [...set().levels].reverse() }],
  [
    "a level named twice",
    {
      levels: [
        { id: "a", value: 1, severity: 1 },
        { id: "a", value: 2, severity: 1 },
      ],
    },
  ],
  ["no level", { levels: [] }],
  ["an end before the beginning", { validTo: "2019-01-01" }],
  ["a thirteenth month", { months: [13] }],
  ["months that do not ascend", { months: [11, 9] }],
  ["a day that is none", { validFrom: "2025-02-30" }],
])("%s is refused", async (_, wrong) => {
  await expect(saveThresholdSet(db.pool, set(wrong))).rejects.toThrow();
});
