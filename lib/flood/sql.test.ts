import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { isSilenced } from "./model.ts";
import { floodSince } from "./sql.ts";

const T0 = Date.UTC(2025, 10, 19, 1);
let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db?.drop());

describe("floodSince", () => {
  it("knows real and simulated floods apart, and forgets those that ended", async () => {
    expect(await floodSince(db.pool)).toEqual({ real: null, simulated: null });
    await db.pool.query(
      `INSERT INTO flood (simulated, started_at, ended_at, peak_rate, rate, alarms, started_by)
       VALUES (true, $1, NULL, 12, 12, 12, 'job:flood'), (false, $1, $1, 12, 3, 12, 'job:flood')`,
      [new Date(T0)],
    );
    const since = await floodSince(db.pool);
    expect(since).toEqual({ real: null, simulated: T0 });
    expect(isSilenced(since, { simulated: true, priority: 3 })).toBe(true);
    expect(isSilenced(since, { simulated: true, priority: 2 })).toBe(false);
    expect(isSilenced(since, { simulated: false, priority: 4 })).toBe(false);
  });
});
