import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openAlerts } from "#lib/alert/sql.ts";
import { response, seedGauges } from "#lib/alert/testing.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { Quality } from "#lib/reading/model.ts";
import type { RuleInput } from "#lib/rule/model.ts";
import { saveThresholdSet } from "#lib/threshold/sql.ts";
import season from "../jobs/season.ts";
import { openStage, T0 } from "./testing.ts";

let db: TestDatabase;
let gauge: number;
let stage: ReturnType<typeof openStage>;

beforeAll(async () => {
  db = await testDatabase();
  gauge = (await seedGauges(db.pool, 2))[0] as number;
});
afterAll(() => db?.drop());
beforeEach(async () => {
  stage = openStage(db);
  await stage.clear();
});

function rule(kind: string, params: object): RuleInput {
  const names = { nameVi: "Thử", nameEn: "Test" };
  return { id: "tried", kind, ...names, target: { series: [gauge] }, priority: 3, response, params };
}

/** Every hour of eight weeks went from 5 to 6 m, but for those from 3 to 4 o'clock, which went from 2 to 3. */
async function usual(hours: number): Promise<void> {
  await db.pool.query("TRUNCATE rollup_1h, season_band");
  await db.pool.query(
    `INSERT INTO rollup_1h (series_id, bucket, count, sum, min, max, first, last)
     SELECT $1, at, 2, 2 * low + 1, low, low + 1, low, low + 1 FROM (
       SELECT at, CASE WHEN extract(hour FROM at AT TIME ZONE local_zone()) = 3 THEN 2 ELSE 5 END AS low
       FROM generate_series(1, $3::int) n, LATERAL (SELECT $2::timestamptz - n * interval '1 hour' AS at) a) AS h`,
    [gauge, new Date(T0), hours],
  );
}

/** A gauge that speaks each 10 s. */
async function hear(from: number, values: readonly number[]): Promise<void> {
  for (const [i, value] of values.entries()) await stage.hear(from + i * 10, gauge, value);
}

describe("limits by month", () => {
  test("hold in their months, and in those of the years after, without anything being told", async () => {
    const { rows } = await db.pool.query("SELECT asset_id FROM series WHERE id = $1", [gauge]);
    const set = { assetId: rows[0].asset_id, metricId: "water_level", source: "test", verified: true };
    const dates = { validFrom: "2025-01-01", validTo: null };
    const levels = (value: number) => [{ id: "flood_limit", value, severity: 3 }];
    await saveThresholdSet(db.pool, { ...set, ...dates, levels: levels(9) });
    await saveThresholdSet(db.pool, { ...set, ...dates, levels: levels(6), months: [11] });
    await stage.under(rule("threshold", { levels: [{ id: "flood_limit", priority: 2 }] }));
    await stage.hear(0, gauge, 7);
    expect(await openAlerts(db.pool)).toMatchObject([{ limit: 6 }]);
    // 1 December begins eleven and a half days after T0 in Vietnam.
    const december = (Date.parse("2025-11-30T17:00:00Z") - T0) / 1_000;
    await stage.hear(december, gauge, 7);
    expect(await stage.open()).toEqual([`series:${gauge} returned unack flood_limit`]);
    const later = (Date.parse("2027-11-20T00:00:00Z") - T0) / 1_000;
    await stage.tick(later);
    let second = later;
    await expect
      .poll(async () => {
        await stage.hear(++second, gauge, 7);
        return stage.open();
      })
      .toContain(`series:${gauge} active unack flood_limit`);
  });
});

describe("a rate of change", () => {
  const rise = (more: object = {}) =>
    rule("rate", {
      windowMin: 1,
      levels: [
        { id: "fast", priority: 3, value: 1 },
        { id: "faster", priority: 2, value: 2 },
      ],
      deadband: 0.2,
      ...more,
    });

  test("rings by the rise within the window, level by level, and returns when the rise has passed", async () => {
    await stage.under(rise());
    await hear(0, [5, 5.3, 5.6, 5.9, 6]);
    expect(await stage.log()).toEqual(["40 raised fast"]);
    const [alert] = await openAlerts(db.pool);
    expect(alert).toMatchObject({ value: 1, limit: 1, level: "fast" });
    await hear(50, [7.1, 7.1, 7.1, 7.1, 7.1, 7.1, 7.1]);
    expect(await stage.log()).toEqual([
      "40 raised fast",
      "50 level_changed faster",
      "70 level_changed fast",
      "110 returned",
    ]);
  });

  test("does not ring for the same rise spread over more than the window", async () => {
    await stage.under(rise());
    await hear(0, [5, 5.1, 5.2, 5.3, 5.4, 5.5, 5.6, 5.7, 5.8, 5.9, 6, 6.1, 6.2, 6.3]);
    expect(await stage.log()).toEqual([]);
  });

  test("falls are its mirror", async () => {
    await stage.under(rise({ direction: "falling" }));
    await hear(0, [8, 9, 7.4, 6.9]);
    expect(await stage.log()).toEqual(["20 raised fast", "30 level_changed faster"]);
  });

  test("waits for its delays, through a restart", async () => {
    await stage.under(rise({ onDelayS: 15, offDelayS: 15 }));
    await hear(0, [5, 6.5]);
    stage.set(14);
    await stage.restart();
    await stage.tick(15);
    await stage.hear(20, gauge, 6.5);
    await stage.tick(24);
    expect(await stage.log()).toEqual([]);
    await stage.tick(25);
    expect(await stage.log()).toEqual(["25 raised fast"]);
  });

  test("remembers its window through a restart", async () => {
    await stage.under(rise());
    await hear(0, [5, 5.2, 5.4]);
    stage.set(25);
    await stage.restart();
    await stage.hear(30, gauge, 6.1);
    expect(await stage.log()).toEqual(["30 raised fast"]);
    stage.set(35);
    await stage.restart();
    await stage.hear(40, gauge, 6.2);
    expect(await stage.log()).toEqual(["30 raised fast"]);
  });

  test("passes over what is late, suspect or told twice, and heeds a correction", async () => {
    await stage.under(rise());
    await hear(0, [5, 5.1, 5.2]);
    await stage.hear(21, gauge, 1, { at: 15 });
    await stage.hear(22, gauge, 1, { quality: Quality.tooFast });
    await stage.hear(23, gauge, 5.2, { at: 20 });
    await stage.hear(30, gauge, 6.5);
    expect(await stage.log()).toEqual(["30 raised fast"]);
    await stage.hear(31, gauge, 5.5, { at: 30, quality: Quality.corrected });
    expect(await stage.log()).toEqual(["30 raised fast", "30 returned"]);
    await stage.hear(40, gauge, 5.6);
    expect(await stage.open()).toEqual([`series:${gauge} returned unack fast`]);
  });

  test("goes unknown with its input, and does not end by that", async () => {
    await stage.under(rise());
    await hear(0, [5, 6.5]);
    await stage.ticks(10, 41);
    expect(await stage.log()).toEqual(["10 raised fast", "40 stale"]);
  });
});

describe("a frozen value", () => {
  const still = (more: object = {}) => rule("frozen", { intervals: 4, epsilon: 0.01, ...more });

  test("rings after so many periods, and returns at the first change", async () => {
    await stage.under(still());
    await hear(0, [5, 5.3, 5.3, 5.305, 5.3, 5.3, 5.3, 5.4, 5.4]);
    expect(await stage.log()).toEqual(["50 raised", "70 returned"]);
    expect(await openAlerts(db.pool)).toMatchObject([{ value: 5.4, level: null, priority: 3 }]);
  });

  test("waits for the least time, whatever the periods say", async () => {
    await stage.under(still({ minMin: 1 }));
    await hear(0, [5, 5, 5, 5, 5, 5]);
    expect(await stage.log()).toEqual([]);
    await hear(60, [5]);
    expect(await stage.log()).toEqual(["60 raised"]);
  });

  test("does not ring where constancy is normal", async () => {
    await stage.under(still({ ignoreAtOrBelow: 0, ignoreEqual: 100 }));
    await hear(0, [0, 0, 0, 0, 0, 0, 100, 100, 100, 100, 100, 100]);
    expect(await stage.log()).toEqual([]);
    await hear(120, [7, 7, 7, 7, 7, 0]);
    expect(await stage.log()).toEqual(["160 raised", "170 returned"]);
  });

  test("counts on through a restart, and sees the end of what it rang for", async () => {
    await stage.under(still());
    await hear(0, [5, 5, 5]);
    stage.set(25);
    await stage.restart();
    await hear(30, [5, 5]);
    expect(await stage.log()).toEqual(["40 raised"]);
    stage.set(45);
    await stage.restart();
    await hear(50, [5, 5]);
    expect(await stage.log()).toEqual(["40 raised"]);
    await hear(70, [5.2]);
    expect(await stage.log()).toEqual(["40 raised", "70 returned"]);
  });

  test("proves nothing over a pause: what nobody watched has not stood still", async () => {
    await stage.under(still());
    await hear(0, [5, 5, 5]);
    await hear(100, [5, 5, 5, 5]);
    expect(await stage.log()).toEqual([]);
    await hear(140, [5]);
    expect(await stage.log()).toEqual(["140 raised"]);
  });

  test("goes on when a change is corrected away; late and suspect ones change nothing", async () => {
    await stage.under(still());
    await hear(0, [5, 5, 9]);
    await stage.hear(21, gauge, 5, { at: 20, quality: Quality.corrected });
    await stage.hear(22, gauge, 1, { at: 15 });
    await stage.hear(23, gauge, 1, { quality: Quality.outOfRange });
    await hear(30, [5, 5]);
    expect(await stage.log()).toEqual(["40 raised"]);
  });

  test("goes unknown with its input", async () => {
    await stage.under(still());
    await hear(0, [5, 5, 5, 5, 5]);
    await stage.ticks(40, 71);
    await stage.hear(80, gauge, 6);
    expect(await stage.log()).toEqual(["40 raised", "70 stale", "80 resumed", "80 returned"]);
  });
});

describe("a deviation from the usual", () => {
  const unusual = (more: object = {}) =>
    rule("deviation", { slots: "hour_of_day", factor: 1, minWidth: 0.1, ...more });
  const makeBands = () => season.run({ pool: db.pool, now: () => T0, signal: new AbortController().signal });

  async function under(wanted: RuleInput, hours = 8 * 168): Promise<void> {
    await usual(hours);
    await stage.under(wanted);
    await makeBands();
    await stage.load();
  }

  test("rings beyond the band by its width, in the metric's unit, and returns inside it", async () => {
    await under(unusual());
    await hear(0, [5.5, 6.9, 7.1, 7.4, 6.8, 6.7]);
    expect(await stage.log()).toEqual(["20 raised", "50 returned"]);
    const [alert] = await openAlerts(db.pool);
    expect(alert).toMatchObject({ level: null, limit: 7, value: 6.7, peak: 7.4, priority: 3 });
  });

  test("looks the other way too, or only one way", async () => {
    await under(unusual());
    await hear(0, [5.5, 3.9]);
    expect(await openAlerts(db.pool)).toMatchObject([{ value: 3.9, limit: 4 }]);
    await stage.clear();
    await stage.under(unusual({ direction: "above" }));
    await stage.load();
    await hear(0, [5.5, 3.9]);
    expect(await stage.log()).toEqual([]);
  });

  test("knows the hour: what is usual at eight is not at three", async () => {
    await under(unusual());
    await hear(0, [5.5]);
    expect(await stage.log()).toEqual([]);
    // T0 is eight in the morning; three o'clock comes 19 hours later.
    await stage.hear(19 * 3_600, gauge, 5.5);
    expect(await openAlerts(db.pool)).toMatchObject([{ value: 5.5, limit: 4 }]);
  });

  test("waits for its delay through a restart", async () => {
    await under(unusual({ onDelayS: 25 }));
    await hear(0, [5.5, 7.5, 7.6]);
    stage.set(21);
    await stage.restart();
    await stage.hear(30, gauge, 7.7);
    await stage.tick(34);
    expect(await stage.log()).toEqual([]);
    await stage.tick(35);
    expect(await stage.log()).toEqual(["35 raised"]);
    stage.set(36);
    await stage.restart();
    await hear(40, [7.7, 5.5]);
    expect(await stage.log()).toEqual(["35 raised", "50 returned"]);
  });

  test("judges nothing where an hour has too few samples, and nothing at all without a band", async () => {
    await under(unusual({ minSamples: 3 }), 2 * 24);
    await hear(0, [5.5, 99]);
    expect(await stage.log()).toEqual([]);
    expect(stage.stats().entries).toBe(0);
    await under(unusual({ minSamples: 3 }), 2 * 24 + 20);
    await db.pool.query("UPDATE season_band SET made_at = made_at - interval '2 days'");
    await makeBands();
    await stage.load();
    expect(stage.stats().entries).toBe(1);
    // Eight o'clock has two samples, noon three.
    await hear(100, [99]);
    expect(await stage.log()).toEqual([]);
    await stage.hear(4 * 3_600, gauge, 99);
    expect(await stage.log()).toEqual(["14400 raised"]);
  });

  test("passes over what is late or suspect", async () => {
    await under(unusual());
    await hear(0, [5.5, 5.6]);
    await stage.hear(11, gauge, 99, { at: 5 });
    await stage.hear(12, gauge, 99, { quality: Quality.outOfRange });
    expect(await stage.log()).toEqual([]);
    await stage.hear(20, gauge, 99);
    await stage.hear(21, gauge, 5.5, { at: 20, quality: Quality.corrected });
    expect(await stage.log()).toEqual(["20 raised", "20 returned"]);
  });
});
