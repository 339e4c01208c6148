import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { type Story, seedRules, writeStories } from "#lib/kpi/testing.ts";
import { giveOrder } from "#lib/order/give.ts";
import { reportOf } from "./sql/report.ts";
import { person } from "./testing.ts";

const FROM = Date.parse("2026-11-30T06:00:00+07:00");
const TO = Date.parse("2026-11-30T14:00:00+07:00");
const MINUTE = 60_000;
let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase();
  await seedRules(db.pool, [15]);
});
afterAll(() => db?.drop());

function story(id: number, raisedAt: number, over: Partial<Story>, ...events: [string, number][]): Story {
  const returnedAt = events.some(([type]) => type === "closed") ? raisedAt + MINUTE : null;
  return {
    id,
    ruleId: "r0",
    object: `series:${id}`,
    worst: 2,
    agencyId: null,
    simulated: false,
    visibility: "shown",
    process: returnedAt ? "returned" : "active",
    response: returnedAt ? "done" : "unack",
    raisedAt,
    rungAt: raisedAt,
    returnedAt,
    closedAt: events.find(([type]) => type === "closed")?.[1] ?? null,
    occurrences: 1,
    events: [{ type: "raised", at: raisedAt }, ...events.map(([type, at]) => ({ type, at }))],
    announced: [],
    ...over,
  };
}

test("a report tells of its shift as it stood at its end, and of no other", async () => {
  const t = (minutes: number) => FROM + minutes * MINUTE;
  await writeStories(db.pool, [
    story(1, FROM - MINUTE, {}, ["acknowledged", t(1)]),
    story(2, FROM, {}, ["acknowledged", t(2)], ["closed", t(10)]),
    story(3, t(60), { agencyId: "ca" }, ["acknowledged", t(64)], ["closed", TO + MINUTE]),
    story(4, t(90), {}, ["acknowledged", TO + MINUTE]),
    story(5, t(95), { worst: 4, events: [{ type: "pending", at: t(95) }] }),
    story(6, TO, {}),
  ]);
  await db.pool.query(
    `INSERT INTO alert_event (alert_id, seq, at, type, actor, data) VALUES
       (2, 50, $1, 'noted', 'user:x', '{"text": "Đã gọi xã"}'), (2, 51, $2, 'noted', 'user:x', '{"text": "ca sau"}')`,
    [new Date(t(30)), new Date(TO + MINUTE)],
  );
  await db.pool.query(
    `INSERT INTO flood (simulated, started_at, ended_at, peak_rate, rate, alarms, started_by)
     VALUES (false, $1, $2, 14, 0, 20, 'job:flood'), (false, $3, NULL, 14, 0, 20, 'job:flood')`,
    [new Date(FROM - MINUTE), new Date(t(5)), new Date(TO)],
  );
  for (const now of [t(5), TO + MINUTE]) {
    const give = { text: `lúc ${now}`, addressee: "room" as const };
    await tx(db.pool, (client) => giveOrder(client, { give, who: person("giam", "leader"), now }));
  }
  const report = await reportOf(db.pool, { from: FROM, to: TO });
  expect(report.byPriority).toMatchObject([
    {
      priority: 2,
      count: 3,
      unacked: 1,
      unclosed: 2,
      ack: { p50: 180, p95: 234 },
      close: { p50: 600, p95: 600 },
    },
  ]);
  expect(report.byAgency.map((line) => [line.agencyVi, line.count, line.unclosed])).toEqual([
    [null, 2, 1],
    ["Cơ quan A", 1, 1],
  ]);
  expect(report.notes.map((note) => note.text)).toEqual(["Đã gọi xã"]);
  expect(report.floods).toMatchObject([{ peak: 14, alarms: 20, to: t(5) }]);
  expect(report.orders.map((order) => order.text)).toEqual([`lúc ${t(5)}`]);
});
