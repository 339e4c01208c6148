import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { record, recordSignals } from "#lib/alert/record.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { incidentEvents } from "./sql/journal.ts";
import { openIncidents } from "./sql.ts";
import { tendIncidents } from "./tend.ts";
import { clear, MINUTE, raised, returned, say, seedSituation, signal, T0 } from "./testing.ts";

let db: TestDatabase;
let series: number[];
beforeAll(async () => {
  db = await testDatabase();
  series = await seedSituation(db.pool, 20);
});
afterAll(() => db?.drop());
beforeEach(() => clear(db.pool));

const gauge = (n: number, more: object = {}) => ({
  object: `series:${series[n]}`,
  series: series[n] as number,
  ...more,
});
const raise = (n: number, at: number, more: object = {}) => say(db.pool, signal(gauge(n, more), raised(at)));
const tick = (now: number) => tx(db.pool, (client) => tendIncidents(client, now));
async function incidentOf(id: number): Promise<number | null> {
  const { rows } = await db.pool.query<{ incident: number | null }>(
    "SELECT incident_id AS incident FROM alert WHERE id = $1",
    [id],
  );
  return rows[0]?.incident ?? null;
}

describe("alerts of one cause", () => {
  test("become an incident with the second, of which the first is the first-out", async () => {
    const [first] = await raise(0, T0);
    expect(await openIncidents(db.pool)).toEqual([]);
    await raise(1, T0 + MINUTE);
    await raise(2, T0 + 2 * MINUTE, { group: "basin:Kôn" });
    const [incident, ...more] = await openIncidents(db.pool);
    expect(more).toEqual([]);
    expect(incident).toMatchObject({
      nameVi: "Lưu vực sông Kôn",
      nameEn: "Kôn River basin",
      group: "basin:Kôn",
      simulated: false,
      openedAt: T0,
      newestAt: T0 + 2 * MINUTE,
      worst: 3,
      total: 3,
      counts: { new: 3 },
      firstOut: { alertId: first, titleVi: "Lũ trên sông", raisedAt: T0 },
    });
    const log = await incidentEvents(db.pool, incident?.id ?? 0);
    expect(log.map(({ type }) => type)).toEqual(["opened", "attached", "attached", "attached"]);
  });

  test("of one transaction become one incident", async () => {
    await say(db.pool, signal(gauge(0), raised(T0)), signal(gauge(1), raised(T0 + 5)));
    expect(await openIncidents(db.pool)).toMatchObject([{ total: 2, firstOut: { raisedAt: T0 } }]);
  });

  test("stay apart when they are simulated and real, of other groups, or of none", async () => {
    await raise(0, T0);
    await raise(1, T0, { simulated: true });
    await raise(2, T0, { group: "basin:An Lão" });
    await raise(3, T0, { group: null });
    await raise(4, T0, { group: null });
    expect(await openIncidents(db.pool)).toEqual([]);
  });

  test("that ring after the window are another incident, once the clock has seen that it is over", async () => {
    await raise(0, T0);
    await raise(1, T0 + MINUTE);
    const late = T0 + 62 * MINUTE;
    const [third] = await raise(2, late);
    expect(await incidentOf(third as number)).toBeNull();
    await tick(late);
    await raise(3, late + MINUTE);
    expect(await openIncidents(db.pool)).toMatchObject([
      { total: 2, openedAt: late },
      { total: 2, openedAt: T0 },
    ]);
  });

  test("keep the window open as long as new ones come", async () => {
    for (let n = 0; n < 4; n++) await raise(n, T0 + n * 50 * MINUTE);
    expect(await openIncidents(db.pool)).toMatchObject([{ total: 4 }]);
  });

  test("follow the window that is set", async () => {
    await db.pool.query(`UPDATE setting SET value = '{"windowMinutes": 5}' WHERE key = 'incident'`);
    await raise(0, T0);
    await raise(1, T0 + 6 * MINUTE);
    await db.pool.query(`UPDATE setting SET value = '{"windowMinutes": 60}' WHERE key = 'incident'`);
    expect(await openIncidents(db.pool)).toEqual([]);
  });

  test("that somebody took out do not come back by themselves", async () => {
    await raise(0, T0);
    await raise(1, T0 + 1);
    const [third] = await raise(2, T0 + 2);
    const [{ id } = { id: 0 }] = await openIncidents(db.pool);
    const detached = { type: "detached", incident: id, at: T0 + 3 } as const;
    await tx(db.pool, (c) => record(c, { alertId: third as number, event: detached, actor: "user:an" }));
    await say(db.pool, signal(gauge(2), returned(T0 + 4)));
    await raise(2, T0 + 5);
    await tick(T0 + 6);
    expect(await incidentOf(third as number)).toBeNull();
    expect(await openIncidents(db.pool)).toMatchObject([{ total: 2 }]);
  });
});

describe("transactions that do not see each other", () => {
  test("open one incident", async () => {
    await raise(0, T0);
    const [one, two] = await Promise.all([db.pool.connect(), db.pool.connect()]);
    try {
      await one.query("BEGIN");
      await two.query("BEGIN");
      await recordSignals(one, [signal(gauge(1), raised(T0 + 1))]);
      const second = recordSignals(two, [signal(gauge(2), raised(T0 + 2)), signal(gauge(3), raised(T0 + 3))]);
      await new Promise((done) => setTimeout(done, 100));
      await one.query("COMMIT");
      await second;
      await two.query("COMMIT");
    } finally {
      one.release();
      two.release();
    }
    expect(await openIncidents(db.pool)).toMatchObject([{ total: 4 }]);
  });

  test("leave two alone only until the clock looks", async () => {
    const [one, two] = await Promise.all([db.pool.connect(), db.pool.connect()]);
    try {
      await one.query("BEGIN");
      await two.query("BEGIN");
      await recordSignals(one, [signal(gauge(1), raised(T0 + 1))]);
      await recordSignals(two, [signal(gauge(2), raised(T0 + 2))]);
      await one.query("COMMIT");
      await two.query("COMMIT");
    } finally {
      one.release();
      two.release();
    }
    expect(await openIncidents(db.pool)).toEqual([]);
    await tick(T0 + 1_000);
    expect(await openIncidents(db.pool)).toMatchObject([{ total: 2, firstOut: { raisedAt: T0 + 1 } }]);
  });

  test("that are lost in between leave nothing half done", async () => {
    await raise(0, T0);
    const client = await db.pool.connect();
    await client.query("BEGIN");
    await recordSignals(client, [signal(gauge(1), raised(T0 + 1))]);
    client.release(new Error("killed"));
    await raise(2, T0 + 2);
    expect(await openIncidents(db.pool)).toMatchObject([{ total: 2 }]);
    const { rows } = await db.pool.query("SELECT count(*)::int AS n FROM incident_event");
    expect(rows[0]).toEqual({ n: 3 });
  });
});

describe("an incident", () => {
  test("is closed by the clock when its alerts are, and not before", async () => {
    const ids = [...(await raise(0, T0)), ...(await raise(1, T0 + 1))];
    await say(db.pool, signal(gauge(0), returned(T0 + 2)), signal(gauge(1), returned(T0 + 2)));
    const act = (alertId: number, type: "acknowledged" | "closed", at: number) =>
      tx(db.pool, (c) => record(c, { alertId, event: { type, at }, actor: "user:an" }));
    for (const id of ids) await act(id, "acknowledged", T0 + 3);
    await act(ids[0] as number, "closed", T0 + 4);
    await tick(T0 + 5);
    expect(await openIncidents(db.pool)).toMatchObject([{ counts: { closed: 1, to_close: 1 } }]);
    await act(ids[1] as number, "closed", T0 + 6);
    await tick(T0 + 7);
    expect(await openIncidents(db.pool)).toEqual([]);
    const { rows } = await db.pool.query("SELECT gathers, closed_by FROM incident");
    expect(rows).toEqual([{ gathers: false, closed_by: "job:incident" }]);
  });

  test("has a log that cannot be changed", async () => {
    await raise(0, T0);
    await raise(1, T0 + 1);
    await expect(db.pool.query("UPDATE incident_event SET actor = 'user:x'")).rejects.toThrow("append-only");
  });
});
