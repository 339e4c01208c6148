import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { record } from "#lib/alert/record.ts";
import { openAlerts } from "#lib/alert/sql.ts";
import { floodRule, seedGauges } from "#lib/alert/testing.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { Quality } from "#lib/reading/model.ts";
import type { RuleInput } from "#lib/rule/model.ts";
import { upsertRule } from "#lib/rule/sql.ts";
import { saveThresholdSet } from "#lib/threshold/sql.ts";
import { openStage, T0 } from "./watch/testing.ts";

let db: TestDatabase;
let series: number[];
let gauge: number;
let stage: ReturnType<typeof openStage>;

beforeAll(async () => {
  db = await testDatabase();
  series = await seedGauges(db.pool, 6);
  gauge = series[0] as number;
});
afterAll(() => db?.drop());
beforeEach(async () => {
  stage = openStage(db);
  await stage.clear();
});
const under = (...rules: RuleInput[]) => stage.under(...rules);
const acknowledge = async (actor = "user:an") => {
  const [alert] = await openAlerts(db.pool);
  await tx(db.pool, (client) =>
    record(client, { alertId: alert?.id as number, event: { type: "acknowledged", at: T0 }, actor }),
  );
};

describe("a flood", () => {
  test("rises through the levels, rings at each, falls, returns, and closes when it was seen", async () => {
    await under(floodRule([gauge], { onDelayS: 5, offDelayS: 5 }));
    await stage.hear(0, gauge, 5.5);
    await stage.hear(10, gauge, 6.1);
    await stage.tick(14);
    expect(await stage.open()).toEqual([]);
    await stage.tick(15);
    expect(await stage.open()).toEqual([`series:${gauge} active unack bd1`]);
    await acknowledge();
    expect(await stage.open()).toEqual([`series:${gauge} active ack bd1`]);
    await stage.hear(20, gauge, 7.3);
    await stage.hear(30, gauge, 8.2);
    expect(await stage.open()).toEqual([`series:${gauge} active unack bd2`]);
    await stage.tick(35);
    expect(await stage.open()).toEqual([`series:${gauge} active unack bd3`]);
    await acknowledge();
    await stage.hear(40, gauge, 7.9);
    await stage.hear(50, gauge, 7.7);
    await stage.tick(55);
    expect(await stage.open()).toEqual([`series:${gauge} active ack bd2`]);
    await stage.hear(60, gauge, 5.7);
    await stage.tick(65);
    const [alert] = await openAlerts(db.pool);
    expect(alert).toMatchObject({
      process: "returned",
      response: "ack",
      peak: 8.2,
      worst: 1,
      occurrences: 1,
    });
    expect(await stage.log()).toEqual([
      "15 raised bd1",
      "0 acknowledged",
      "25 level_changed bd2",
      "35 level_changed bd3",
      "0 acknowledged",
      "55 level_changed bd2",
      "65 returned",
    ]);
  });

  test("judges by the set valid at the time of each reading, the gauge's own before that of all", async () => {
    const levels = (bd1: number) => [{ id: "bd1", value: bd1, severity: 1 }];
    const { rows } = await db.pool.query("SELECT asset_id FROM series WHERE id = $1", [gauge]);
    const set = { metricId: "water_level", source: "test", verified: true, validTo: null };
    await saveThresholdSet(db.pool, { ...set, assetId: null, levels: levels(3), validFrom: "2020-01-01" });
    await saveThresholdSet(db.pool, {
      ...set,
      assetId: rows[0].asset_id,
      levels: levels(6),
      validFrom: "2020-01-01",
      validTo: "2025-11-20",
    });
    await saveThresholdSet(db.pool, {
      ...set,
      assetId: rows[0].asset_id,
      levels: levels(9),
      validFrom: "2025-11-20",
    });
    await under({
      ...floodRule([]),
      target: { metric: "water_level" },
      params: { levels: [{ id: "bd1", priority: 2 }] },
    });
    await stage.store([stage.reading(gauge, 5), stage.reading(series[1] as number, 5)]);
    expect(await stage.open()).toEqual([`series:${series[1]} active unack bd1`]);
    await stage.hear(10, gauge, 7);
    expect(await stage.open()).toHaveLength(2);
    const [alert] = (await openAlerts(db.pool)).filter((a) => a.seriesId === gauge);
    expect(alert).toMatchObject({ limit: 6, value: 7, priority: 2 });
    // 20 November begins at 17:00 UTC: 16 hours after T0, which is 08:00 in Vietnam.
    await stage.hear(16 * 3600 - 10, gauge, 7);
    expect(await stage.open()).toContain(`series:${gauge} active unack bd1`);
    await stage.hear(16 * 3600, gauge, 7);
    expect(await stage.open()).toContain(`series:${gauge} returned unack bd1`);
  });

  test("within the re-arm time is one alert that rings again", async () => {
    await under(floodRule([gauge]));
    await stage.hear(0, gauge, 6.5);
    await acknowledge();
    await stage.hear(10, gauge, 5);
    await stage.hear(20, gauge, 6.5);
    expect(await openAlerts(db.pool)).toMatchObject([
      { occurrences: 2, response: "unack", process: "active" },
    ]);
    await acknowledge();
    await stage.hear(30, gauge, 5);
    await stage.tick(30 + 299);
    expect(await openAlerts(db.pool)).toHaveLength(1);
    await stage.tick(30 + 300);
    expect(await openAlerts(db.pool)).toHaveLength(0);
    await stage.hear(340, gauge, 6.5);
    expect(await openAlerts(db.pool)).toMatchObject([{ occurrences: 1 }]);
  });
});

describe("data that do not ring", () => {
  beforeEach(() => under(floodRule([gauge])));

  test("late ones: older than the newest judged", async () => {
    await stage.hear(100, gauge, 5);
    await stage.hear(101, gauge, 9, { at: 90 });
    expect(await stage.open()).toEqual([]);
    expect(stage.stats()).toMatchObject({ late: 1 });
  });

  test("history: older than half an hour, be it the newest of its series", async () => {
    await stage.hear(4000, gauge, 9, { at: 4000 - 1801 });
    expect(await stage.open()).toEqual([]);
    expect(stage.stats()).toMatchObject({ history: 1 });
    await stage.hear(4001, gauge, 9, { at: 4000 - 1799 });
    expect(await stage.open()).toHaveLength(1);
  });

  test("suspect ones; nor do they end an alert", async () => {
    await stage.hear(0, gauge, 9, { quality: Quality.tooFast });
    expect(await stage.open()).toEqual([]);
    await stage.hear(10, gauge, 9);
    await stage.hear(20, gauge, 1, { quality: Quality.outOfRange });
    expect(await stage.open()).toEqual([`series:${gauge} active unack bd3`]);
  });

  test("a correction of the newest reading does count", async () => {
    await stage.hear(0, gauge, 9);
    await stage.hear(1, gauge, 5, { at: 0, quality: Quality.corrected });
    expect(await stage.open()).toEqual([`series:${gauge} returned unack bd3`]);
  });
});

describe("a restart", () => {
  test("keeps a delay that was running", async () => {
    await under(floodRule([gauge], { onDelayS: 60 }));
    await stage.hear(0, gauge, 6.5);
    await stage.hear(20, gauge, 6.5);
    stage.set(25);
    await stage.restart();
    await stage.tick(26);
    await stage.hear(40, gauge, 6.5);
    await stage.tick(59);
    expect(await stage.open()).toEqual([]);
    await stage.tick(60);
    expect(await stage.log()).toEqual(["60 raised bd1"]);
  });

  test("in the middle of an alert rings no second time and sees its end", async () => {
    await under(floodRule([gauge]));
    await stage.hear(0, gauge, 6.5);
    await stage.restart();
    await stage.hear(10, gauge, 6.6);
    expect(await stage.log()).toEqual(["0 raised bd1"]);
    await stage.hear(20, gauge, 5);
    expect(await stage.log()).toEqual(["0 raised bd1", "20 returned"]);
  });
});

describe("a change of rules", () => {
  test("raises the limit under a standing alert: the next reading ends it", async () => {
    await under(floodRule([gauge]));
    await stage.hear(0, gauge, 6.5);
    await upsertRule(db.pool, floodRule([gauge], { levels: [{ id: "bd1", priority: 3, value: 8 }] }));
    await stage.load();
    await stage.hear(10, gauge, 6.5);
    expect(await stage.open()).toEqual([`series:${gauge} returned unack bd1`]);
  });

  test("takes the rule away: its alerts are withdrawn, not forgotten; back again it rings again", async () => {
    await under(floodRule([gauge]));
    await stage.hear(0, gauge, 6.5);
    await upsertRule(db.pool, { ...floodRule([gauge]), enabled: false });
    await stage.load();
    await stage.tick(5);
    expect(await stage.open()).toEqual([`series:${gauge} returned unack bd1`]);
    await upsertRule(db.pool, floodRule([gauge]));
    await stage.load();
    await stage.hear(10, gauge, 6.5);
    expect(await openAlerts(db.pool)).toMatchObject([{ occurrences: 2, process: "active" }]);
  });

  test("that cannot be judged is told, and the others go on", async () => {
    await under(floodRule([gauge]));
    await db.pool.query(
      `INSERT INTO rule (id, kind, name_vi, name_en, params, target, priority, response)
       SELECT 'odd', 'threshold', 'x', 'x', '{"levels": 7}', target, 1, response FROM rule WHERE id = 'flood'`,
    );
    expect(await stage.load()).toEqual([expect.stringContaining("rule odd is not judged")]);
    await stage.hear(0, gauge, 6.5);
    expect(await stage.open()).toHaveLength(1);
  });
});
