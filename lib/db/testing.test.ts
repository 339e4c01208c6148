import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "./testing.ts";

let one: TestDatabase;
let other: TestDatabase;
beforeAll(async () => {
  [one, other] = await Promise.all([testDatabase(), testDatabase()]);
});
afterAll(() => Promise.all([one?.drop(), other?.drop()]));

test("a test database is migrated and has TimescaleDB", async () => {
  const { rows } = await one.pool.query(
    "SELECT hypertable_name FROM timescaledb_information.hypertables WHERE hypertable_name = 'reading'",
  );
  expect(rows).toHaveLength(1);
});

test("two test databases do not see each other's rows", async () => {
  await one.pool.query("INSERT INTO setting (key, value) VALUES ('only-here', '1')");
  const { rows } = await other.pool.query("SELECT FROM setting WHERE key = 'only-here'");
  expect(rows).toHaveLength(0);
});

test("nobody but the superuser may call the extension's procedures", async () => {
  const call = one.pool.query("CALL merge_chunks('reading'::regclass, 'reading'::regclass)");
  await expect(call).rejects.toThrow(/permission denied for procedure/);
});
