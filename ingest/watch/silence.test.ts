import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FEED, floodRule, seedGauges } from "#lib/alert/testing.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import type { RuleInput } from "#lib/rule/model.ts";
import { feedSilence, openStage, silence, T0 } from "./testing.ts";

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

  test("does not ring for what we could not hear ourselves", async () => {
    await under(silence(), feedSilence);
    await stage.hear(0, gauge, 1);
    for (let second = 1; second <= 100; second++) await stage.tick(second, undefined, "all");
    expect(await stage.open()).toEqual([]);
    await stage.ticks(101, 119);
    expect(await stage.open()).toEqual([]);
  });

  test("of a source whose broker is away rings once, for the source", async () => {
    await under(silence(), feedSilence);
    await stage.hear(0, gauge, 1);
    for (let second = 1; second <= 100; second++) await stage.tick(second, undefined, new Set([FEED]));
    expect(await stage.open()).toEqual([`feed:${FEED} active unack null`]);
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
