import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { floodSince } from "#lib/flood/sql.ts";
import { openIncidents } from "#lib/incident/sql.ts";
import { raised, say, seedSituation, signal } from "#lib/incident/testing.ts";
import { tendSituation } from "./situation.ts";

let db: TestDatabase;
let series: number[];
beforeAll(async () => {
  db = await testDatabase();
  series = await seedSituation(db.pool, 12);
});
afterAll(() => db?.drop());

test("one process tends the situation at a time; the next second does what a missed one left", async () => {
  const now = Date.now();
  await say(db.pool, ...series.map((id) => signal({ object: `series:${id}`, series: id }, raised(now))));
  await tx(db.pool, async (other) => {
    await other.query("SELECT pg_advisory_xact_lock(4720001)");
    await tx(db.pool, (client) => tendSituation(client, Date.now() + 100));
    expect(await floodSince(db.pool)).toEqual({ real: null, simulated: null });
  });
  await tx(db.pool, (client) => tendSituation(client, Date.now() + 100));
  expect((await floodSince(db.pool)).real).not.toBeNull();
  expect(await openIncidents(db.pool)).toMatchObject([{ total: 12 }]);
});
