import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { agenciesAt, agencyNames, saveAgency } from "./sql.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db?.drop());

test("an agency that was dissolved keeps its name, but does not exist any more", async () => {
  const old = {
    id: "stttt",
    nameVi: "Sở TT&TT",
    nameEn: "Information",
    validFrom: "2008-01-01",
    validTo: "2025-03-01",
  };
  const now = { id: "skhcn", nameVi: "Sở KH&CN", nameEn: "Science", validFrom: "2025-03-01", validTo: null };
  for (const agency of [old, now, { ...now, nameEn: "Science and Technology" }])
    await saveAgency(db.pool, agency);
  expect((await agencyNames(db.pool)).map((a) => a.nameEn)).toEqual([
    "Science and Technology",
    "Information",
  ]);
  expect((await agenciesAt(db.pool, "2025-02-28")).map((a) => a.id)).toEqual(["stttt"]);
  expect(await agenciesAt(db.pool, "2025-03-01")).toMatchObject([{ id: "skhcn", validTo: null }]);
});
