import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { counted } from "./cached.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db?.drop());

test("is counted once a minute, each kind apart, and anew after a failure", async () => {
  const NOW = Date.now();
  const broken = { query: () => Promise.reject(new Error("away")) } as unknown as typeof db.pool;
  await expect(counted(broken, NOW, false)).rejects.toThrow("away");
  const first = await counted(db.pool, NOW, false);
  expect(await counted(broken, NOW + 59_999, false)).toBe(first);
  expect(await counted(db.pool, NOW, true)).not.toBe(first);
  expect(await counted(db.pool, NOW + 60_000, false)).not.toBe(first);
});
