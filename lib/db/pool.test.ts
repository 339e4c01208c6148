import { afterAll, beforeAll, expect, test } from "vitest";
import { openPool, type Pool } from "./pool.ts";
import { type TestDatabase, testDatabase } from "./testing.ts";
import { tx } from "./tx.ts";

let db: TestDatabase;
let hasty: Pool;
beforeAll(async () => {
  db = await testDatabase();
  hasty = openPool(db.url, 2, { statementMs: 200, idleMs: 200 });
});
afterAll(async () => {
  await hasty?.end();
  await db?.drop();
});

test("a statement that takes too long is ended, and the pool goes on", async () => {
  await expect(hasty.query("SELECT pg_sleep(5)")).rejects.toThrow("statement timeout");
  expect((await hasty.query("SELECT 1 AS one")).rows).toEqual([{ one: 1 }]);
});

test("a transaction that does nothing gives its locks back", async () => {
  const slow = tx(hasty, async (client) => {
    await client.query("LOCK TABLE setting");
    await new Promise((done) => setTimeout(done, 1_000));
    return client.query("SELECT 1");
  });
  await expect(slow).rejects.toThrow();
  expect((await hasty.query("SELECT count(*) AS n FROM setting")).rowCount).toBe(1);
});
