import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import type { Unit } from "./model.ts";
import { saveUnits, unitAt, unitsAt } from "./sql.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db?.drop());

function unit(more: Partial<Unit>): Unit {
  return {
    code: "52",
    validFrom: "1989-07-01",
    validTo: null,
    kind: "province",
    nameVi: "Tỉnh Bình Định",
    nameEn: "Binh Dinh Province",
    parentCode: null,
    areaKm2: null,
    population: null,
    lon: null,
    lat: null,
    mergedFrom: [],
    source: "test",
    ...more,
  };
}

test("a code names what it named on the day", async () => {
  await saveUnits(db.pool, [unit({})]);
  const gialai = unit({
    validFrom: "2025-07-01",
    nameVi: "Tỉnh Gia Lai",
    mergedFrom: ["Tỉnh Bình Định", "Tỉnh Gia Lai"],
  });
  await saveUnits(db.pool, [gialai]);
  expect(await unitAt(db.pool, "52", "2025-06-30")).toMatchObject({
    nameVi: "Tỉnh Bình Định",
    validTo: "2025-07-01",
  });
  expect(await unitAt(db.pool, "52", "2025-07-01")).toEqual(gialai);
  expect(await unitAt(db.pool, "52", "1980-01-01")).toBeUndefined();
  expect((await unitsAt(db.pool, "2025-12-01")).map((u) => u.nameVi)).toEqual(["Tỉnh Gia Lai"]);
});

test("saving again brings a unit to what is given", async () => {
  await saveUnits(db.pool, [unit({ code: "99", population: 1 }), unit({ code: "98" })]);
  await saveUnits(db.pool, [unit({ code: "99", population: 2 })]);
  expect(await unitAt(db.pool, "99", "2025-01-01")).toMatchObject({ population: 2, validTo: null });
});
