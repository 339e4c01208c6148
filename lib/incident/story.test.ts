import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fold } from "#lib/alert/apply.ts";
import type { AlertEvent } from "#lib/alert/event.ts";
import { type Alert, displayOf } from "#lib/alert/model.ts";
import { record, recordDue, recordSignals } from "#lib/alert/record.ts";
import { eventsOf, openFolds } from "#lib/alert/sql.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { tendFloods } from "#lib/flood/watch.ts";
import { tendInhibitions } from "#lib/inhibition/tend.ts";
import { tendMaintenance } from "#lib/maintenance/tend.ts";
import { hiddenCounts } from "./hidden.ts";
import type { IncidentRow } from "./model.ts";
import { closedIncidents, openIncidents } from "./sql.ts";
import { tendIncidents } from "./tend.ts";
import { clear, MINUTE, raised, returned, say, seedSituation, signal, T0 } from "./testing.ts";

const GAUGES = 6;
let db: TestDatabase;
let series: number[];
beforeAll(async () => {
  db = await testDatabase();
  series = await seedSituation(db.pool, GAUGES);
});
afterAll(() => db?.drop());

type Step =
  | { do: "raise" | "return" | "silent" | "heard" | "ack" | "lost"; n: number; simulated: boolean }
  | { do: "feedSilent" | "feedHeard" | "tick" }
  | { do: "wait"; minutes: number };

const gauge = fc.nat(GAUGES - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom("raise", "return", "silent", "heard", "ack", "lost"),
      n: gauge,
      simulated: fc.boolean(),
    }) as fc.Arbitrary<Step>,
  },
  { weight: 2, arbitrary: fc.constantFrom<Step>({ do: "feedSilent" }, { do: "feedHeard" }) },
  { weight: 2, arbitrary: fc.constant<Step>({ do: "tick" }) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 70 }).map((minutes): Step => ({ do: "wait", minutes })) },
);

const flood = (n: number, simulated: boolean) => ({
  object: `series:${series[n]}${simulated ? "s" : ""}`,
  series: series[n] as number,
  simulated,
  group: n % 2 ? "basin:Kôn" : "basin:An Lão",
});
const silent = (n: number) => ({
  rule: "silent-series",
  object: `series:${series[n]}`,
  series: series[n] as number,
  group: "feed:gauges",
});
const wholeFeed = { rule: "silent-feed", object: "feed:gauges", group: "feed:gauges" };

class Lost extends Error {}

async function play(one: Step, now: number): Promise<void> {
  switch (one.do) {
    case "raise":
      await say(db.pool, signal(flood(one.n, one.simulated), raised(now)));
      return;
    case "return":
      await say(db.pool, signal(flood(one.n, one.simulated), returned(now)));
      return;
    case "silent":
      await say(db.pool, signal(silent(one.n), raised(now)));
      return;
    case "heard":
      await say(db.pool, signal(silent(one.n), returned(now)));
      return;
    case "feedSilent":
      await say(db.pool, signal(wholeFeed, raised(now, 2)), signal(silent(0), raised(now)));
      return;
    case "feedHeard":
      await say(db.pool, signal(wholeFeed, returned(now)));
      return;
    case "ack":
      return acknowledge(one.n, now);
    case "lost":
      return lose(one.n, now);
    case "tick":
      return tick(now);
    case "wait":
      return;
  }
}

async function acknowledge(n: number, now: number): Promise<void> {
  const open = await openFolds(db.pool);
  const alert = open[n % Math.max(1, open.length)];
  const event = { type: "acknowledged", at: now } as const;
  if (alert) await tx(db.pool, (c) => record(c, { alertId: alert.id, event, actor: "user:an" }));
}

/** The process dies before its commit: nothing of it may stay. */
async function lose(n: number, now: number): Promise<void> {
  const died = tx(db.pool, async (client) => {
    await recordSignals(client, [signal(flood(n, false), raised(now)), signal(silent(n), raised(now))]);
    throw new Lost();
  });
  await expect(died).rejects.toThrow(Lost);
}

async function tick(now: number): Promise<void> {
  await tx(db.pool, async (client) => {
    await recordDue(client, now);
    await tendMaintenance(client, now);
    await tendInhibitions(client, now);
    await tendIncidents(client, now);
    await tendFloods(client, now);
  });
}

const total = (incidents: readonly IncidentRow[]) => incidents.reduce((sum, one) => sum + one.total, 0);

describe("whatever happens, in whatever order", () => {
  test("no alert is lost, counts add up, a group has one incident that gathers, and symptoms have a cause", async () => {
    let grouped = 0;
    let suppressed = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 15, maxLength: 40 }), async (steps) => {
        await clear(db.pool);
        let now = T0;
        for (const one of steps) {
          now += one.do === "wait" ? one.minutes * MINUTE : 1_000;
          await play(one, now);
        }
        await tick(now + 1_000);
        const alerts = await everyAlert();
        await foldsAgree(alerts);
        grouped += await incidentsAgree(alerts);
        suppressed += await hiddenAgree(alerts);
      }),
      { numRuns: 25, seed: 20_251_119, endOnFailure: true },
    );
    // Were nothing grouped or hidden, the properties above would say nothing.
    expect(grouped).toBeGreaterThan(30);
    expect(suppressed).toBeGreaterThan(10);
  }, 120_000);
});

async function everyAlert(): Promise<Alert[]> {
  const { rows } = await db.pool.query<{ id: number }>("SELECT id FROM alert ORDER BY id");
  const { rows: begun } = await db.pool.query("SELECT DISTINCT alert_id FROM alert_event");
  expect(begun).toHaveLength(rows.length);
  const logs = await Promise.all(rows.map(({ id }) => eventsOf(db.pool, id)));
  return logs.map((log, i) => ({ ...fold(log as AlertEvent[]), id: rows[i]?.id as number }));
}

/** What is stored of open alerts is the fold of their logs. */
async function foldsAgree(alerts: readonly Alert[]): Promise<void> {
  const stored = (await openFolds(db.pool)).sort((a, b) => a.id - b.id);
  expect(stored).toEqual(alerts.filter(({ closedAt }) => closedAt === null));
}

async function incidentsAgree(alerts: readonly Alert[]): Promise<number> {
  const incidents = [...(await openIncidents(db.pool)), ...(await closedIncidents(db.pool, 1_000))];
  const inside = alerts.filter(({ incidentId }) => incidentId !== null);
  expect(total(incidents)).toBe(inside.length);
  for (const { id, counts, total: all, group, simulated, firstOut } of incidents) {
    const mine = inside.filter(({ incidentId }) => incidentId === id);
    expect(mine.length).toBe(all);
    expect(all).toBeGreaterThanOrEqual(2);
    expect(counts).toEqual(
      Object.fromEntries(Object.entries(Object.groupBy(mine, displayOf)).map(([d, a]) => [d, a?.length])),
    );
    expect(mine.every((one) => one.causeGroup === group && one.simulated === simulated)).toBe(true);
    expect(firstOut?.raisedAt).toBe(Math.min(...mine.map(({ raisedAt }) => raisedAt)));
  }
  const { rows: gathering } = await db.pool.query(
    "SELECT group_key, simulated FROM incident WHERE gathers GROUP BY 1, 2 HAVING count(*) > 1",
  );
  expect(gathering).toEqual([]);
  const { rows: told } = await db.pool.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM alert a WHERE a.incident_id IS DISTINCT FROM
       (SELECT CASE WHEN e.type = 'attached' THEN e.incident_id END FROM incident_event e
        WHERE e.alert_id = a.id ORDER BY e.id DESC LIMIT 1)`,
  );
  expect(told).toEqual([{ n: 0 }]);
  return inside.length;
}

async function hiddenAgree(alerts: readonly Alert[]): Promise<number> {
  const hidden = alerts.filter(
    ({ closedAt, visibility }) => closedAt === null && visibility === "suppressed",
  );
  const cause = alerts.find(
    ({ ruleId, process, closedAt }) => ruleId === "silent-feed" && closedAt === null && process === "active",
  );
  expect(hidden.every(({ ruleId }) => ruleId === "silent-series")).toBe(true);
  if (!cause) expect(hidden).toEqual([]);
  const ringing = alerts.filter(
    (one) => one.ruleId === "silent-series" && displayOf(one) === "new" && cause !== undefined,
  );
  expect(ringing).toEqual([]);
  expect((await hiddenCounts(db.pool)).suppressed.count).toBe(hidden.length);
  return alerts.filter(({ ruleId, rungSeq }) => ruleId === "silent-series" && rungSeq === 0).length;
}
