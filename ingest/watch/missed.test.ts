import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { missedAlarms } from "#lib/alert/sql/missed.ts";
import { floodRule, seedGauges } from "#lib/alert/testing.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { Quality } from "#lib/reading/model.ts";
import { openStage, T0 } from "./testing.ts";

let db: TestDatabase;
let gauge: number;
let stage: ReturnType<typeof openStage>;

beforeAll(async () => {
  db = await testDatabase();
  gauge = (await seedGauges(db.pool, 1))[0] as number;
  await db.pool.query("UPDATE series SET created_at = '2025-01-01'");
});
afterAll(() => db?.drop());
beforeEach(async () => {
  stage = openStage(db);
  await stage.clear();
  await db.pool.query("TRUNCATE missed_alarm");
});

async function under(params: object = {}): Promise<void> {
  await stage.under(floodRule([gauge], params));
  await db.pool.query("UPDATE rule SET updated_at = '2025-06-01'");
}

/** Readings of the past, in one transaction, arriving at the given second. */
async function comeLate(
  arrival: number,
  told: readonly (readonly [at: number, value: number, quality?: number])[],
) {
  stage.set(arrival);
  await stage.store(told.map(([at, value, quality = 0]) => stage.reading(gauge, value, { at, quality })));
}

async function missed() {
  const day = 86_400_000;
  const found = await missedAlarms(db.pool, T0 - 40 * day, T0 + day);
  return found.map((m) => [
    (m.dueAt - T0) / 1_000,
    (m.until - T0) / 1_000,
    m.level,
    m.priority,
    m.value,
    m.limit,
  ]);
}

describe("data that come too late to ring", () => {
  test("tell when it should have rung: one alarm a run, with its worst value", async () => {
    await under();
    await stage.hear(0, gauge, 5);
    await comeLate(10, [
      [-7_200, 5],
      [-7_190, 6.1],
      [-7_180, 8.3],
      [-7_170, 7.2],
      [-7_160, 5],
      [-7_000, 6.5],
    ]);
    expect(await stage.log()).toEqual([]);
    expect(await missed()).toEqual([
      [-7_190, -7_160, "bd3", 1, 8.3, 8],
      [-7_000, -7_000, "bd1", 3, 6.5, 6],
    ]);
    const [first] = await missedAlarms(db.pool, T0 - 7_200_000, T0 - 7_100_000);
    expect(first).toMatchObject({
      titleVi: "Lũ trên sông",
      nameVi: "Trạm 1",
      metricId: "water_level",
      seriesId: gauge,
    });
    expect(await missedAlarms(db.pool, T0 - 6_000_000, T0)).toEqual([]);
  });

  test("behind the watermark, too, though younger than half an hour", async () => {
    await under();
    await stage.hear(100, gauge, 5);
    await stage.hear(101, gauge, 9, { at: 60 });
    expect(await missed()).toEqual([[60, 60, "bd3", 1, 9, 8]]);
  });

  test("are one alarm where they touch, in whichever order they come", async () => {
    await under();
    await stage.hear(0, gauge, 5);
    await comeLate(1, [
      [-7_180, 6.2],
      [-7_170, 6.3],
    ]);
    await comeLate(2, [
      [-7_200, 6.4],
      [-7_190, 7.1],
    ]);
    await comeLate(3, [
      [-7_160, 6.1],
      [-7_150, 5],
    ]);
    expect(await missed()).toEqual([[-7_200, -7_150, "bd2", 2, 7.1, 7]]);
    await comeLate(4, [
      [-7_200, 6.4],
      [-7_190, 7.1],
    ]);
    expect(await missed()).toHaveLength(1);
  });

  test("count only when they lasted for the on-delay", async () => {
    await under({ onDelayS: 30 });
    await stage.hear(0, gauge, 5);
    await comeLate(1, [
      [-7_200, 6.2],
      [-7_180, 5],
      [-7_000, 6.2],
      [-6_990, 6.3],
      [-6_960, 6.3],
    ]);
    expect(await missed()).toEqual([[-6_970, -6_960, "bd1", 3, 6.3, 6]]);
  });

  test("are no news where an alert stood, or came after all", async () => {
    await under({ onDelayS: 20 });
    await stage.hear(0, gauge, 6.5);
    await stage.hear(10, gauge, 6.5);
    await stage.hear(11, gauge, 6.6, { at: 5 });
    await stage.hear(20, gauge, 6.5);
    await stage.hear(21, gauge, 6.7, { at: 15 });
    await stage.hear(22, gauge, 6.5, { at: 20 });
    expect(await stage.log()).toEqual(["20 raised bd1"]);
    expect(await missed()).toEqual([]);
  });

  test("prove nothing when they are suspect, before the rule was as it is, or of more than 30 days ago", async () => {
    await under();
    await stage.hear(0, gauge, 5);
    await comeLate(1, [[-7_200, 9, Quality.tooFast]]);
    await comeLate(2, [[-31 * 86_400, 9]]);
    await db.pool.query("UPDATE rule SET updated_at = $1", [new Date(T0 - 3_600_000)]);
    await comeLate(3, [[-7_200, 9]]);
    expect(await missed()).toEqual([]);
  });

  test("are forgotten with a transaction that fails, and found again by its retry", async () => {
    await under();
    await stage.hear(0, gauge, 5);
    const late = [stage.reading(gauge, 9, { at: -7_200 })];
    await expect(stage.store(late, true)).rejects.toThrow();
    expect(await missed()).toEqual([]);
    await stage.store(late);
    expect(await missed()).toHaveLength(1);
  });
});
