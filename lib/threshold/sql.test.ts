import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import type { DatedThresholdSet } from "./model.ts";
import { saveThresholdSet, thresholdPeriods, thresholdsValidOn } from "./sql.ts";

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
  ["a day that is none", { validFrom: "2025-02-30" }],
])("%s is refused", async (_, wrong) => {
  await expect(saveThresholdSet(db.pool, set(wrong))).rejects.toThrow();
});
