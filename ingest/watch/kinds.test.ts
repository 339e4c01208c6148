import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openAlerts } from "#lib/alert/sql.ts";
import { response, seedGauges } from "#lib/alert/testing.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { Quality } from "#lib/reading/model.ts";
import type { RuleInput } from "#lib/rule/model.ts";
import { openStage } from "./testing.ts";

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

/** A gauge that speaks each 10 s. */
async function hear(from: number, values: readonly number[]): Promise<void> {
  for (const [i, value] of values.entries()) await stage.hear(from + i * 10, gauge, value);
}

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
