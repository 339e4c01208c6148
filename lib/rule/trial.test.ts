import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { floodRule, seedGauges } from "#lib/alert/testing.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { Quality } from "#lib/reading/model.ts";
import { saveThresholdSet } from "#lib/threshold/sql.ts";
import { ruleSchema } from "./model.ts";
import type { TrialRule, TrialWish } from "./trial/model.ts";
import { LONGEST_TRIAL_MS, trial } from "./trial.ts";

const T0 = Date.UTC(2026, 9, 1);
const MINUTE = 60_000;
let db: TestDatabase;
let series: number[];
let gauge: number;

beforeAll(async () => {
  db = await testDatabase();
  series = await seedGauges(db.pool, 3);
  gauge = series[0] as number;
});
afterAll(() => db?.drop());
beforeEach(async () => {
  await db.pool.query("TRUNCATE reading, rollup_1m, threshold_set");
  await db.pool.query("UPDATE rollup_state SET raw_from = '-infinity'");
  await db.pool.query("UPDATE asset SET status = 'confirmed'");
});

type Told = readonly (readonly [seconds: number, value: number, quality?: number])[];

async function store(seriesId: number, told: Told): Promise<void> {
  await db.pool.query(
    `INSERT INTO reading (series_id, time, value, quality)
     SELECT $1, to_timestamp(t / 1000), v, q FROM unnest($2::float8[], $3::float8[], $4::int2[]) AS r (t, v, q)`,
    [seriesId, told.map(([s]) => T0 + s * 1_000), told.map(([, v]) => v), told.map(([, , q]) => q ?? 0)],
  );
}
const flood = (params: object = {}, ids = [gauge]): TrialRule =>
  ruleSchema.parse(floodRule(ids, params)) as never;
const silence = (params: object, target: object): TrialRule =>
  ({ kind: "silence", params, target, priority: 2 }) as TrialRule;
const over = (seconds: number, more: Partial<TrialWish> = {}): TrialWish => {
  const to = T0 + seconds * 1_000;
  return { from: T0, to, now: to, ...more };
};
const at = (ms: number | null) => (ms === null ? null : (ms - T0) / 1_000);

describe("a trial of a threshold", () => {
  test("finds each occurrence with its worst level, its end and its peak", async () => {
    await store(gauge, [
      [0, 5],
      [10, 6.2],
      [20, 8.4],
      [30, 8.6],
      [40, 7.5],
      [50, 5],
      [60, 6.1],
    ]);
    const { alerts, count, objects, readings, truncated, skipped } = await trial(db.pool, flood(), over(70));
    expect({ count, objects, readings, truncated, skipped }).toEqual({
      count: 2,
      objects: 1,
      readings: 7,
      truncated: false,
      skipped: [],
    });
    expect(
      alerts.map((a) => [at(a.raisedAt), at(a.returnedAt), a.level, a.priority, a.limit, a.peak, a.rings]),
    ).toEqual([
      [10, 50, "bd3", 1, 8, 8.6, 2],
      [60, null, "bd1", 3, 6, 6.1, 1],
    ]);
    expect(alerts[0]).toMatchObject({
      object: `series:${gauge}`,
      seriesId: gauge,
      metricId: "water_level",
      names: { vi: "Trạm 1", en: "Gauge 1" },
    });
  });

  test("lets delays run out between readings and until the end", async () => {
    await store(gauge, [
      [0, 6.5],
      [10, 6.5],
      [18, 5],
      [30, 6.5],
    ]);
    const found = async (params: object, to: number) =>
      (await trial(db.pool, flood(params), over(to))).alerts.map((a) => [at(a.raisedAt), at(a.returnedAt)]);
    expect(await found({ onDelayS: 15, offDelayS: 2 }, 40)).toEqual([[15, 20]]);
    expect(await found({ onDelayS: 15, offDelayS: 2 }, 46)).toEqual([
      [15, 20],
      [45, null],
    ]);
    expect(await found({ onDelayS: 20 }, 46)).toEqual([]);
  });

  test("passes suspect readings over and counts them", async () => {
    await store(gauge, [
      [0, 9, Quality.tooFast],
      [10, 5],
      [20, 9, Quality.outOfRange],
    ]);
    const { count, skipped } = await trial(db.pool, flood(), over(30));
    expect(count).toBe(0);
    expect(skipped).toEqual([{ reason: "suspect", count: 2 }]);
  });

  test("judges by the sets that were valid then, and says where there were none", async () => {
    const { rows } = await db.pool.query("SELECT asset_id FROM series WHERE id = $1", [gauge]);
    await saveThresholdSet(db.pool, {
      assetId: rows[0].asset_id,
      metricId: "water_level",
      levels: [{ id: "bd1", value: 4, severity: 1 }],
      source: "test",
      verified: true,
      validFrom: "2026-10-01",
      validTo: "2026-10-02",
    });
    await store(gauge, [
      [0, 5],
      [86_400 - 8 * 3_600, 5],
      [86_400, 5],
    ]);
    const rule = { ...flood({ levels: [{ id: "bd1", priority: 2 }] }), target: { metric: "water_level" } };
    const { alerts, skipped, objects } = await trial(db.pool, rule, over(90_000));
    expect(alerts.map((a) => [at(a.raisedAt), a.limit])).toEqual([[0, 4]]);
    expect(objects).toBe(1);
    expect(skipped).toEqual([{ reason: "no_limit", count: 2 }]);
  });

  test("goes over batches without a seam", async () => {
    await db.pool.query(
      `INSERT INTO reading (series_id, time, value)
       SELECT $1, to_timestamp($2::float8 / 1000) + n * interval '1 second', CASE WHEN n % 1000 < 10 THEN 7 ELSE 5 END
       FROM generate_series(0, 49999) n`,
      [gauge, T0],
    );
    const { count, readings } = await trial(db.pool, flood(), over(50_000));
    expect({ count, readings }).toEqual({ count: 50, readings: 50_000 });
  });

  test("takes minutes where raw readings are gone, and says so", async () => {
    await db.pool.query(
      `INSERT INTO rollup_1m (series_id, bucket, count, sum, min, max, first, last) VALUES
        ($1, $2, 6, 0, 5, 7.2, 5, 5.5), ($1, $3, 6, 0, 5, 5, 5, 5)`,
      [gauge, new Date(T0), new Date(T0 + MINUTE)],
    );
    await db.pool.query("UPDATE rollup_state SET raw_from = $1", [new Date(T0 + 2 * MINUTE)]);
    await store(gauge, [[130, 6.5]]);
    const { alerts, skipped } = await trial(db.pool, flood(), over(140));
    expect(alerts.map((a) => [at(a.raisedAt), at(a.returnedAt), a.peak])).toEqual([
      [40, 59, 7.2],
      [130, null, 6.5],
    ]);
    expect(skipped).toEqual([{ reason: "minutes", count: 1 }]);
  });

  test.each(["unconfirmed", "testing"])("leaves out assets that are %s, also by name", async (status) => {
    await store(gauge, [[0, 9]]);
    await db.pool.query(
      "UPDATE asset SET status = $2 WHERE id = (SELECT asset_id FROM series WHERE id = $1)",
      [gauge, status],
    );
    for (const target of [{ metric: "water_level" }, { series: [gauge] as [number] }])
      expect(await trial(db.pool, { ...flood(), target }, over(10))).toMatchObject({ count: 0 });
  });
});

describe("a trial of silence", () => {
  const each = (from: number, to: number, step = 10): Told =>
    Array.from({ length: (to - from) / step }, (_, i) => [from + i * step, 5]);

  test("of a series rings at the end of what is allowed and ends when it is heard", async () => {
    await store(gauge, [...each(0, 100), ...each(200, 300)]);
    const { alerts } = await trial(db.pool, silence({ periods: 3 }, { series: [gauge] }), over(400));
    expect(alerts.map((a) => [at(a.raisedAt), at(a.returnedAt), a.limit])).toEqual([
      [120, 200, 30],
      [320, null, 30],
    ]);
  });

  test("of a feed hears all of its series", async () => {
    await store(gauge, each(0, 600));
    await store(series[1] as number, each(1_200, 1_800));
    await db.pool.query("UPDATE rollup_progress SET until = $1 WHERE width = '1m'", [new Date(T0)]);
    const { alerts } = await trial(db.pool, silence({ seconds: 300 }, { every: "feed" }), over(2_400));
    // By the minute: heard until the end of a minute, and from its beginning.
    expect(alerts.map((a) => [a.object, Math.ceil(at(a.raisedAt) as number), at(a.returnedAt)])).toEqual([
      ["feed:gauges", 900, 1_200],
      ["feed:gauges", 2_100, null],
    ]);
  });
});

describe("a trial", () => {
  test("reports its progress, and stops when it is told to", async () => {
    await store(gauge, [[0, 9]]);
    const steps: string[] = [];
    const rule = { ...flood(), target: { metric: "water_level" } };
    await trial(db.pool, rule, over(10, { onProgress: (done, total) => steps.push(`${done}/${total}`) }));
    expect(steps).toEqual(["1/3", "2/3", "3/3"]);
    const stop = new AbortController();
    const onProgress = () => stop.abort(new Error("enough"));
    await expect(trial(db.pool, rule, over(10, { onProgress, signal: stop.signal }))).rejects.toThrow(
      "enough",
    );
  });

  test("writes nothing", async () => {
    await store(gauge, [[0, 9]]);
    await trial(db.pool, flood(), over(10));
    const { rows } = await db.pool.query(
      "SELECT (SELECT count(*) FROM alert) + (SELECT count(*) FROM rule) AS n",
    );
    expect(Number(rows[0].n)).toBe(0);
  });

  test("lists so many alerts and counts the others", async () => {
    const told = Array.from({ length: 4_400 }, (_, i) => [i, i % 2 === 0 ? 5 : 7] as const);
    await store(gauge, told);
    const { alerts, count, truncated } = await trial(db.pool, flood(), over(4_400));
    expect({ listed: alerts.length, count, truncated }).toEqual({
      listed: 2_000,
      count: 2_200,
      truncated: true,
    });
  });

  test("looks at 30 days at most, and never beyond now", async () => {
    await store(gauge, [
      [0, 9],
      [100, 5],
      [40 * 86_400, 9],
    ]);
    const now = T0 + 31 * 86_400_000;
    const { count, readings } = await trial(db.pool, flood(), { from: T0, to: now + LONGEST_TRIAL_MS, now });
    expect({ count, readings }).toEqual({ count: 0, readings: 0 });
  });

  test.each<[string, Partial<TrialRule>, Partial<TrialWish>]>([
    ["a kind that there is not", { kind: "oracle" }, {}],
    ["params that do not fit", { params: { levels: [] } }, {}],
    ["a span that is none", {}, { from: T0 + 60_000 }],
  ])("refuses %s", async (_, wrong, wish) => {
    await expect(trial(db.pool, { ...flood(), ...wrong }, over(10, wish))).rejects.toThrow(RangeError);
  });
});
