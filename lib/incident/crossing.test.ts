import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { fold } from "#lib/alert/apply.ts";
import type { AlertEvent } from "#lib/alert/event.ts";
import { record, recordDue } from "#lib/alert/record.ts";
import { eventsOf, openFolds } from "#lib/alert/sql.ts";
import { openPool, type Pool } from "#lib/db/pool.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { tendFloods } from "#lib/flood/watch.ts";
import { tendInhibitions } from "#lib/inhibition/tend.ts";
import { tendMaintenance } from "#lib/maintenance/tend.ts";
import { editIncident } from "./edit.ts";
import { openIncidents } from "./sql.ts";
import { tendIncidents } from "./tend.ts";
import { clear, raised, returned, say, seedSituation, signal } from "./testing.ts";

const GAUGES = 24;
const GROUPS = ["basin:Kôn", "basin:An Lão", "basin:La Tinh", "basin:Hà Thanh", "basin:Ba", "basin:Lại"];
let db: TestDatabase;
let pool: Pool;
let series: number[];
beforeAll(async () => {
  db = await testDatabase();
  pool = openPool(db.url, 12);
  series = await seedSituation(db.pool, GAUGES);
});
afterAll(async () => {
  await pool?.end();
  await db?.drop();
});
beforeEach(() => clear(db.pool));

const any = (n: number) => Math.floor(Math.random() * n);
const gauge = (n: number) => ({
  object: `series:${series[n]}`,
  series: series[n] as number,
  group: GROUPS[n % GROUPS.length],
});

/** A sink that rings and clears many gauges of several groups at once. */
async function rules(now: number): Promise<void> {
  const chosen = [...new Set(Array.from({ length: 16 }, () => any(GAUGES)))];
  await say(pool, ...chosen.map((n) => signal(gauge(n), any(3) === 0 ? returned(now) : raised(now))));
}

/** Incidents stop gathering at once, as a window that is over makes them. */
async function clock(now: number): Promise<void> {
  await tx(pool, async (client) => {
    await recordDue(client, now);
    await tendMaintenance(client, now);
    await tendInhibitions(client, now);
    await tendIncidents(client, any(3) === 0 ? now + 3 * 3_600_000 : now);
    await tendFloods(client, now);
  });
}

/** A lead who merges, closes and takes apart. */
async function desk(now: number): Promise<void> {
  const incidents = await openIncidents(pool);
  const one = incidents[any(incidents.length)];
  const other = incidents[any(incidents.length)];
  const doer = { actor: "user:an", now };
  if (!one || !other) return;
  if (one !== other && any(3) > 0) {
    await tx(pool, (client) => editIncident(client, one.id, { type: "merge", into: other.id }, doer));
    return;
  }
  if (any(2) === 0) {
    await tx(pool, (client) => editIncident(client, one.id, { type: "close", note: "xong" }, doer));
    return;
  }
  const members = (await openFolds(pool)).filter(({ incidentId }) => incidentId === one.id);
  const alertIds = members.slice(0, 3).map(({ id }) => id);
  if (alertIds.length > 0)
    await tx(pool, (client) => editIncident(client, one.id, { type: "detach", alertIds }, doer));
}

/** Somebody who answers and closes. */
async function duty(now: number): Promise<void> {
  const open = await openFolds(pool);
  const alert = open[any(open.length)];
  if (!alert) return;
  const type = any(2) === 0 ? ("acknowledged" as const) : ("closed" as const);
  const event = type === "closed" ? { type, note: "x", at: now } : { type, at: now };
  await tx(pool, (client) => record(client, { alertId: alert.id, event, actor: "user:an" }));
}

describe("rules, the clock and the desk at once", () => {
  test("never wait for each other in a circle, and lose nothing", async () => {
    const [least, most] = [Date.now() + 8_000, Date.now() + 40_000];
    const faults: string[] = [];
    let rounds = 0;
    let seen: string[] = [];
    const isEnough = () => Date.now() > most || (Date.now() > least && seen.length === ALL.length);
    const writer = async (work: (now: number) => Promise<void>) => {
      while (!isEnough()) {
        await work(Date.now()).catch((error: Error & { code?: string }) => {
          faults.push(`${work.name}: ${error.code ?? ""} ${error.message}`);
        });
        rounds++;
      }
    };
    const look = async () => {
      seen = await typesSeen();
      await new Promise((done) => setTimeout(done, 250));
    };
    await Promise.all([rules, rules, rules, rules, clock, desk, desk, desk, duty, look].map(writer));
    expect(faults).toEqual([]);
    // Had they not met, this would say nothing.
    expect(rounds).toBeGreaterThan(100);
    expect(await typesSeen()).toEqual(ALL);
    await foldsAgree();
    await incidentsAgree();
  }, 90_000);
});

/** All that may happen to an incident; on a busy machine it takes a while until each did. */
const ALL = ["attached", "closed", "detached", "merged", "opened"];

async function typesSeen(): Promise<string[]> {
  const { rows } = await pool.query<{ type: string }>("SELECT DISTINCT type FROM incident_event ORDER BY 1");
  return rows.map(({ type }) => type);
}

/** What is stored of open alerts is the fold of their logs. */
async function foldsAgree(): Promise<void> {
  for (const alert of await openFolds(pool)) {
    const log = (await eventsOf(pool, alert.id)) as AlertEvent[];
    expect({ ...fold(log), id: alert.id }).toEqual(alert);
  }
}

/** What was merged away holds nothing that is open. */
async function incidentsAgree(): Promise<void> {
  const { rows: lost } = await pool.query(
    `SELECT a.id FROM alert a JOIN incident i ON i.id = a.incident_id WHERE a.closed_at IS NULL AND i.merged_into IS NOT NULL`,
  );
  expect(lost).toEqual([]);
}
