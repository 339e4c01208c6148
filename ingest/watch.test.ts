import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { record } from "#lib/alert/record.ts";
import { openAlerts } from "#lib/alert/sql.ts";
import { FEED, floodRule, response, seedGauges } from "#lib/alert/testing.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { Quality } from "#lib/reading/model.ts";
import type { RuleInput } from "#lib/rule/model.ts";
import { upsertRule } from "#lib/rule/sql.ts";
import { saveThresholdSet } from "#lib/threshold/sql.ts";
import { openSink } from "./sink.ts";
import { openStage, Rollback, T0 } from "./watch/testing.ts";

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

async function under(...rules: RuleInput[]) {
  for (const rule of rules) await upsertRule(db.pool, rule);
  stage.set(0);
  expect(await stage.load()).toEqual([]);
}
const acknowledge = async (actor = "user:an") => {
  const [alert] = await openAlerts(db.pool);
  await tx(db.pool, (client) =>
    record(client, { alertId: alert?.id as number, event: { type: "acknowledged", at: T0 }, actor }),
  );
};
const silence = (more: Partial<RuleInput> = {}): RuleInput => ({
  id: "silent-series",
  kind: "silence",
  nameVi: "Mất dữ liệu",
  nameEn: "No data",
  params: { periods: 3 },
  target: { metric: "water_level" },
  priority: 3,
  response,
  ...more,
});
const feedSilence = silence({
  id: "silent-feed",
  target: { every: "feed" },
  params: { seconds: 20 },
  priority: 2,
});

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

describe("silence", () => {
  test("of a series rings, makes its other alerts unknown, and ends when it speaks again", async () => {
    await under(floodRule([gauge]), silence({ target: { series: [gauge] } }));
    await stage.hear(0, gauge, 6.5);
    await stage.ticks(1, 30);
    expect(await stage.open()).toEqual([`series:${gauge} active unack bd1`]);
    await stage.tick(31);
    expect(await stage.open()).toEqual([
      `series:${gauge} active unack null`,
      `series:${gauge} unknown unack bd1`,
    ]);
    await stage.hear(60, gauge, 6.4);
    await stage.tick(61);
    expect(await stage.open()).toEqual([
      `series:${gauge} active unack bd1`,
      `series:${gauge} returned unack null`,
    ]);
    expect((await stage.log()).sort()).toEqual([
      "0 raised bd1",
      "30 raised",
      "30 stale",
      "60 resumed",
      "61 returned",
    ]);
  });

  test("of a whole feed rings once; a series that stays away when it is back rings by itself", async () => {
    await under(silence(), feedSilence);
    const speak = async (second: number, ids: number[]) => {
      stage.set(second);
      await stage.store(ids.map((id) => stage.reading(id, 1)));
    };
    await speak(0, series);
    await speak(9, series);
    await stage.ticks(10, 60);
    expect(await stage.open()).toEqual([`feed:${FEED} active unack null`]);
    await speak(60, series.slice(1));
    await stage.ticks(60, 65);
    expect(await stage.open()).toEqual([`feed:${FEED} returned unack null`]);
    await speak(69, series.slice(1));
    await stage.tick(71);
    expect(await stage.open()).toEqual([
      `feed:${FEED} returned unack null`,
      `series:${gauge} active unack null`,
    ]);
  });

  test("does not ring for the time when nobody listened: a restart, a database that was away", async () => {
    await under(silence({ target: { series: [gauge] } }));
    await stage.hear(0, gauge, 1);
    stage.set(1000);
    await stage.restart();
    await stage.ticks(1001, 1030);
    expect(await stage.open()).toEqual([]);
    await stage.tick(1031);
    expect(await stage.open()).toHaveLength(1);
    await stage.hear(1032, gauge, 1);
    await stage.tick(1033);
    await stage.tick(2000);
    expect(await stage.open()).toEqual([`series:${gauge} returned unack null`]);
    await stage.ticks(2001, 2031);
    expect(await stage.open()).toEqual([`series:${gauge} active unack null`]);
  });

  test("that stood before a restart stands after it, until data come", async () => {
    await under(silence({ target: { series: [gauge] } }));
    await stage.hear(0, gauge, 1);
    await stage.ticks(1, 31);
    await stage.restart();
    await stage.ticks(32, 40);
    expect(await stage.open()).toEqual([`series:${gauge} active unack null`]);
    await stage.hear(41, gauge, 1);
    await stage.tick(42);
    expect(await stage.open()).toEqual([`series:${gauge} returned unack null`]);
  });

  test("is not claimed of a feed that stores positions or records, nor of one that is switched off", async () => {
    await under(feedSilence);
    await db.pool.query("UPDATE feed_status SET last_stored_at = $1", [new Date(T0 + 30_000)]);
    await stage.ticks(1, 50);
    expect(await stage.open()).toEqual([]);
    await stage.tick(51);
    expect(await stage.open()).toHaveLength(1);
    await db.pool.query("UPDATE feed SET enabled = false");
    await stage.load();
    await stage.tick(52);
    expect(await stage.open()).toEqual([`feed:${FEED} returned unack null`]);
    expect((await stage.log()).at(-1)).toBe("52 withdrawn");
  });
});

describe("a transaction that fails", () => {
  test("leaves memory as it was: the retry rings, once", async () => {
    await under(floodRule([gauge]));
    await stage.hear(0, gauge, 5);
    stage.set(10);
    const batch = [stage.reading(gauge, 6.5)];
    await expect(stage.store(batch, true)).rejects.toThrow(Rollback);
    expect(await stage.open()).toEqual([]);
    await stage.store(batch);
    expect(await stage.log()).toEqual(["10 raised bd1"]);
    expect(stage.stats()).toMatchObject({ late: 0, standing: 1 });
  });

  test("of a return leaves the alert standing until the retry", async () => {
    await under(floodRule([gauge]));
    await stage.hear(0, gauge, 6.5);
    stage.set(10);
    await expect(stage.store([stage.reading(gauge, 5)], true)).rejects.toThrow(Rollback);
    await stage.hear(11, gauge, 6.6);
    expect(await stage.open()).toEqual([`series:${gauge} active unack bd1`]);
    await stage.hear(20, gauge, 5);
    expect(await stage.log()).toEqual(["0 raised bd1", "20 returned"]);
  });

  test("of a tick is made good by the next", async () => {
    await under(floodRule([gauge], { onDelayS: 5 }));
    await stage.hear(0, gauge, 6.5);
    await db.pool.query("ALTER TABLE alert_event RENAME TO away");
    await expect(stage.tick(5)).rejects.toThrow();
    await db.pool.query("ALTER TABLE away RENAME TO alert_event");
    await stage.tick(6);
    expect(await stage.log()).toEqual(["5 raised bd1"]);
  });
});

describe("two transactions at once", () => {
  test("on one series: the second waits for the first and judges from what it learned", async () => {
    await under(floodRule([gauge]));
    const order: string[] = [];
    const first = tx(db.pool, async (client) => {
      const after = await stage.judge(client, [stage.reading(gauge, 6.5)]);
      await new Promise((done) => setTimeout(done, 60));
      order.push("first");
      return after;
    }).then((landed) => landed());
    const second = tx(db.pool, async (client) => {
      await new Promise((done) => setTimeout(done, 20));
      const after = await stage.judge(client, [stage.reading(gauge, 5, { at: 1 })]);
      order.push("second");
      return after;
    }).then((landed) => landed());
    await Promise.all([first, second]);
    expect(order).toEqual(["first", "second"]);
    expect(await stage.log()).toEqual(["0 raised bd1", "1 returned"]);
  });

  test("on one connection after another: what was rolled back holds nobody up", async () => {
    await under(floodRule([gauge]));
    const client = await db.pool.connect();
    await client.query("BEGIN");
    await stage.judge(client, [stage.reading(gauge, 6.5)]);
    await client.query("ROLLBACK");
    // The connection is in somebody else's transaction by now, and stays there.
    await client.query("BEGIN");
    await stage.hear(1, gauge, 7.5);
    await client.query("ROLLBACK");
    client.release();
    expect(await stage.log()).toEqual(["1 raised bd2"]);
  });

  test("on one series: the second goes on when the first is rolled back", async () => {
    await under(floodRule([gauge]));
    const first = tx(db.pool, async (client) => {
      await stage.judge(client, [stage.reading(gauge, 6.5)]);
      await new Promise((done) => setTimeout(done, 60));
      throw new Rollback();
    }).catch(() => {});
    const second = tx(db.pool, async (client) => {
      await new Promise((done) => setTimeout(done, 20));
      return stage.judge(client, [stage.reading(gauge, 7.5, { at: 1 })]);
    });
    await first;
    (await second)();
    expect(await stage.log()).toEqual(["1 raised bd2"]);
  });
});

describe("behind the sink", () => {
  test("a reading and its alert are committed together, whatever two writers do at once", async () => {
    await under(floodRule(series));
    const sink = openSink({
      pool: db.pool,
      judge: { judge: (client, readings) => stage.judge(client, readings) },
      writers: 2,
      flushMs: 1,
    });
    let failed = 0;
    for (let second = 0; second < 60; second++) {
      stage.set(second);
      const readings = series.map((id, n) => stage.reading(id, (second + n) % 4 < 2 ? 5 : 6.5));
      sink.add({
        feedId: FEED,
        received: readings.length,
        readings,
        positions: [],
        records: [],
        errors: [],
        graded: 0,
        settle: (result) => {
          if (result !== "committed") failed++;
        },
      });
      await new Promise((done) => setTimeout(done, 4));
    }
    await sink.idle();
    await sink.close();
    const { rows } = await db.pool.query<{ value: number; process: string; occurrences: number }>(
      `SELECT l.value, a.process, a.occurrences FROM latest l JOIN alert a ON a.series_id = l.series_id`,
    );
    expect(rows).toHaveLength(series.length);
    for (const { value, process } of rows) expect(process).toBe(value >= 6 ? "active" : "returned");
    expect(Math.max(...rows.map((row) => row.occurrences))).toBeGreaterThan(3);
    expect(failed).toBe(0);
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

describe("two processes", () => {
  test("share the feeds: the clock of one says nothing of feeds that it does not hold", async () => {
    await under(silence({ target: { series: [gauge] } }));
    await stage.hear(0, gauge, 1);
    for (let second = 1; second < 60; second++) await stage.tick(second, new Set(["another"]));
    expect(await stage.open()).toEqual([]);
    // Taken over: silence is counted from now.
    for (let second = 60; second <= 90; second++) await stage.tick(second, new Set([FEED]));
    expect(await stage.open()).toEqual([]);
    await stage.tick(91, new Set([FEED]));
    expect(await stage.open()).toHaveLength(1);
  });

  test("taking a feed over goes on from what the other one wrote", async () => {
    await under(floodRule([gauge]));
    const other = openStage(db);
    await other.load();
    await other.tick(1, new Set([]));
    await stage.hear(1, gauge, 6.5);
    await other.tick(2, new Set([FEED]));
    await other.hear(3, gauge, 5);
    expect(await stage.log()).toEqual(["1 raised bd1", "3 returned"]);
  });

  test("do not call silent what the other one hears", async () => {
    await under(silence({ target: { series: [gauge] } }));
    const other = openStage(db);
    await other.load();
    await stage.hear(0, gauge, 1);
    for (let second = 5; second <= 100; second += 5) {
      await other.hear(second, gauge, 1);
      await stage.tick(second);
    }
    await stage.ticks(101, 130);
    expect(await stage.open()).toEqual([]);
    await stage.tick(131);
    expect(await stage.open()).toHaveLength(1);
    await other.hear(132, gauge, 1);
    await stage.tick(133);
    expect(await stage.open()).toEqual([`series:${gauge} returned unack null`]);
  });
});
