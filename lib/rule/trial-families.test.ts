import { afterAll, beforeAll, expect, test } from "vitest";
import { response, seedGauges } from "#lib/alert/testing.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { insertForecasts } from "#lib/forecast/sql.ts";
import { saveZone } from "#lib/zone/sql.ts";
import type { TrialRule } from "./trial/model.ts";
import { trial } from "./trial.ts";

const T0 = Date.UTC(2026, 9, 1);
const when = (seconds: number) => new Date(T0 + seconds * 1000);
let db: TestDatabase;
let gauges: number[];
let boat: number;

beforeAll(async () => {
  db = await testDatabase();
  gauges = await seedGauges(db.pool, 3);
  const { rows } = await db.pool.query(
    "INSERT INTO asset (key, kind, name_vi, name_en, feed_id) VALUES ('tau', 'vessel', 'Tàu', 'Boat', 'gauges') RETURNING id",
  );
  boat = rows[0].id;
});
afterAll(() => db?.drop());

const rule = (kind: string, params: object, target: object): TrialRule =>
  ({ kind, params, target, priority: 2, response }) as never;
const over = (seconds: number) => ({ from: T0, to: T0 + seconds * 1000, now: T0 + 1e9 });
const told = async (of: TrialRule, seconds: number) => {
  const { alerts, skipped } = await trial(db.pool, of, over(seconds));
  const at = (ms: number | null) => (ms === null ? null : (ms - T0) / 1000);
  return { alerts: alerts.map((a) => [a.object, at(a.raisedAt), at(a.returnedAt), a.level]), skipped };
};

test("positions: a zone that was entered and left, and a silence", async () => {
  const ring: [number, number][] = [
    [109, 13],
    [110, 13],
    [110, 14],
    [109, 14],
    [109, 13],
  ];
  const shape = { type: "Polygon" as const, coordinates: [ring] };
  await saveZone(db.pool, {
    id: "z",
    kind: "k",
    nameVi: "z",
    nameEn: "z",
    shape,
    validFrom: "2020-01-01",
    source: "thử",
  });
  const track = [
    [0, 108],
    [10, 109.5],
    [20, 109.6],
    [30, 111],
    [1_000, 111],
  ] as const;
  for (const [s, lon] of track) {
    await db.pool.query("INSERT INTO position (asset_id, time, lon, lat) VALUES ($1, $2, $3, 13.5)", [
      boat,
      when(s),
      lon,
    ]);
  }
  const target = { moving: { kind: "vessel" } };
  expect((await told(rule("zone", { zoneKind: "k", when: "enters" }, target), 60)).alerts).toEqual([
    [`asset:${boat}`, 10, 30, "inside"],
  ]);
  const lost = rule("lost-contact", { levels: [{ id: "gap", priority: 3, hours: 0.1 }] }, target);
  expect((await told(lost, 1_100)).alerts).toEqual([[`asset:${boat}`, 390, 1_000, "gap"]]);
});

test("groups: a vote that was won and lost", async () => {
  for (const [i, values] of [
    [5, 8, 8, 5],
    [5, 5, 8, 8],
    [5, 5, 5, 5],
  ].entries()) {
    for (const [n, value] of values.entries()) {
      await db.pool.query("INSERT INTO reading (series_id, time, value) VALUES ($1, $2, $3)", [
        gauges[i],
        when(n * 20 + 1),
        value,
      ]);
    }
  }
  const vote = rule("vote", { value: 7, atLeast: 2, windowS: 60 }, { metric: "water_level" });
  expect((await told(vote, 80)).alerts).toEqual([["group:all", 41, 70, null]]);
});

test("forecasts: as they were issued", async () => {
  const of = {
    seriesId: gauges[0] as number,
    source: "bt",
    model: "bt",
    simulated: false,
    low: null,
    high: null,
  };
  const point = (issued: number, valid: number, value: number) => ({
    ...of,
    issuedAt: when(issued).getTime(),
    validAt: when(valid).getTime(),
    value,
  });
  await tx(db.pool, (client) => insertForecasts(client, [point(100, 3_700, 9), point(2_000, 5_600, 3)]));
  const params = { levels: [{ id: "bd3", priority: 1, value: 8 }], withinH: 3, maxAgeH: 6 };
  const { alerts, skipped } = await told(rule("forecast", params, { metric: "water_level" }), 4_000);
  expect(alerts).toEqual([[`series:${gauges[0]}`, 100, 2_000, "bd3"]]);
  expect(skipped).toEqual([{ reason: "no_forecast", count: 2 }]);
});

test("records: version by version, and when they became overdue", async () => {
  const versions = [
    { at: 10, severity: 1, closed: false },
    { at: 20, severity: 3, closed: false },
    { at: 50, severity: 3, closed: true },
  ];
  for (const { at, severity, closed } of versions) {
    await db.pool.query(
      `INSERT INTO record_version (feed_id, type, key, changed_at, arrived, state, severity, opened_at, due_at, closed_at, attributes)
       VALUES ('gauges', 'su-co', 'A', $1, $1, 'mới', $2, $3, $4, $5, '{}')`,
      [when(at), severity, when(10), when(30), closed ? when(at) : null],
    );
  }
  await db.pool.query(
    `INSERT INTO record (feed_id, type, key, changed_at, state, severity, opened_at, closed_at) VALUES ('gauges', 'su-co', 'A', $1, 'x', 3, $2, $1)`,
    [when(50), when(10)],
  );
  const target = { records: "su-co" };
  expect((await told(rule("record", { minSeverity: 3 }, target), 60)).alerts).toEqual([
    ["record:gauges/su-co/A", 20, 50, null],
  ]);
  expect((await told(rule("record", { overdue: true }, target), 60)).alerts).toEqual([
    ["record:gauges/su-co/A", 30, 50, null],
  ]);
});

test("quality: cannot be tried, and says why", async () => {
  const { alerts, skipped } = await told(
    rule("quality", { windowS: 60, refusedPct: 5 }, { every: "feed" }),
    60,
  );
  expect(alerts).toEqual([]);
  expect(skipped).toEqual([{ reason: "not_kept", count: 1 }]);
});
