import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { recordSignals } from "#lib/alert/record.ts";
import type { Client } from "#lib/db/pool.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { openIncidents } from "./sql.ts";
import { clear, raised, seedSituation, signal, T0 } from "./testing.ts";

let db: TestDatabase;
let series: number[];
beforeAll(async () => {
  db = await testDatabase();
  series = await seedSituation(db.pool, 1_000);
});
afterAll(() => db?.drop());
beforeEach(() => clear(db.pool));

const GROUPS = 7;
const storm = (from: number, count: number) =>
  series.slice(from, from + count).map((id, n) => {
    const at = { object: `series:${id}`, series: id, group: `basin:${n % GROUPS}` };
    return signal(at, raised(T0 + from + n));
  });

/** How many statements a transaction took. */
async function statements(work: (client: Client) => Promise<unknown>): Promise<number> {
  return tx(db.pool, async (client) => {
    let count = 0;
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const counted = Object.create(client, {
      query: {
        value: (...args: unknown[]) => {
          count++;
          return query(...args);
        },
      },
    }) as Client;
    await work(counted);
    return count;
  });
}

describe("a storm of alarms", () => {
  test("costs as many statements for 400 alarms as for 20, and every group has one incident", async () => {
    const first = await statements((c) => recordSignals(c, storm(0, 20)));
    await clear(db.pool);
    expect(await statements((c) => recordSignals(c, storm(0, 400)))).toBe(first);
    const second = await statements((c) => recordSignals(c, storm(400, 20)));
    expect(await statements((c) => recordSignals(c, storm(420, 400)))).toBe(second);
    const incidents = await openIncidents(db.pool);
    expect(incidents).toHaveLength(GROUPS);
    expect(incidents.reduce((sum, { total }) => sum + total, 0)).toBe(820);
  });
});
