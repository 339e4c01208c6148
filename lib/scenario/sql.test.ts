import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { subscribe } from "#lib/db/bus.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { realTime, storyHour } from "./model.ts";
import { demoMark, runningScenario, runsSince, setDemoMark, startScenario, stopScenario } from "./sql.ts";

const NOW = Date.parse("2026-11-21T09:00:00Z");
let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.drop());
afterEach(() => stopScenario(database.pool, { by: "test", now: NOW + 9e6 }));

describe("a scenario", () => {
  test("starts at its own speed, is read back and stops", async () => {
    const started = await startScenario(database.pool, { id: "lu-11-2025", by: "cli", now: NOW });
    expect(started).toMatchObject({ ok: true, run: { scenario: "lu-11-2025", speed: 120, startedAt: NOW } });
    expect(await runningScenario(database.pool)).toMatchObject({ scenario: "lu-11-2025", endedAt: null });
    await stopScenario(database.pool, { by: "user:1", now: NOW + 60_000 });
    expect(await runningScenario(database.pool)).toBeNull();
    expect((await runsSince(database.pool, NOW + 60_000)).at(-1)).toMatchObject({ endedAt: NOW + 60_000 });
    expect(await runsSince(database.pool, NOW + 60_001)).toEqual([]);
  });

  test("takes the place of the one that runs", async () => {
    await startScenario(database.pool, { id: "lu-11-2025", by: "cli", now: NOW });
    await startScenario(database.pool, { id: "bao", speed: 30, by: "cli", now: NOW + 1000 });
    expect(await runningScenario(database.pool)).toMatchObject({ scenario: "bao", speed: 30 });
  });

  test("is refused with a reason when it is unknown, too fast or not running", async () => {
    const start = (order: { id: string; speed?: number }) =>
      startScenario(database.pool, { ...order, by: "cli", now: NOW });
    expect(await start({ id: "dong-dat" })).toEqual({ ok: false, reason: "unknown_scenario" });
    expect(await start({ id: "bao", speed: 0.5 })).toEqual({ ok: false, reason: "invalid_speed" });
    expect(await start({ id: "bao", speed: Number.NaN })).toEqual({ ok: false, reason: "invalid_speed" });
    const stop = await stopScenario(database.pool, { by: "cli", now: NOW });
    expect(stop).toEqual({ ok: false, reason: "nothing_running" });
  });

  test("two starters at once leave one running", async () => {
    const both = [0, 1].map(() => startScenario(database.pool, { id: "bao", by: "cli", now: NOW }));
    expect((await Promise.all(both)).every((outcome) => outcome.ok)).toBe(true);
    const { rows } = await database.pool.query("SELECT count(*) FROM demo_scenario WHERE ended_at IS NULL");
    expect(Number(rows[0].count)).toBe(1);
  });

  test("tells the bus and the audit who did it", async () => {
    const heard = new Promise<string>((resolve) => {
      const subscription = subscribe(database.url, ["scenario"], {
        notice: (_channel, payload) => {
          resolve(payload);
          void subscription.close();
        },
        connected: () => void startScenario(database.pool, { id: "chay-rung", by: "user:7", now: NOW }),
      });
    });
    expect(await heard).toBe("chay-rung");
    const { rows } = await database.pool.query(
      "SELECT actor, action, object FROM audit ORDER BY id DESC LIMIT 1",
    );
    expect(rows[0]).toEqual({ actor: "user:7", action: "scenario.start", object: "scenario:chay-rung" });
  });
});

test("story hours and real times turn into each other", () => {
  const run = { run: 1, scenario: "bao", startedAt: NOW, speed: 60, startedBy: "t", endedAt: null };
  expect(storyHour(run, NOW + 60_000)).toBe(1);
  expect(realTime(run, storyHour(run, NOW + 12_345))).toBe(NOW + 12_345);
});

test("a mark is remembered and moved", async () => {
  expect(await demoMark(database.pool, "live")).toBeUndefined();
  await setDemoMark(database.pool, "live", NOW);
  await setDemoMark(database.pool, "live", NOW + 5);
  expect(await demoMark(database.pool, "live")).toBe(NOW + 5);
});
