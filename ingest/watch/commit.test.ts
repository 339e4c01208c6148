import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { FEED, floodRule, seedGauges } from "#lib/alert/testing.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import type { RuleInput } from "#lib/rule/model.ts";
import { openSink } from "../sink.ts";
import { openStage, Rollback } from "./testing.ts";

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
  /** Judges 6.5 at second 0, then waits in its transaction until `end` is called. */
  function first() {
    let end: (error?: Error) => void = () => {};
    const ended = new Promise<void>((done, fail) => {
      end = (error) => (error ? fail(error) : done());
    });
    let judged: () => void = () => {};
    const hasJudged = new Promise<void>((done) => {
      judged = done;
    });
    const landed = tx(db.pool, async (client) => {
      const after = await stage.judge(client, [stage.reading(gauge, 6.5)]);
      judged();
      await ended;
      return after;
    }).then((land) => land());
    return { hasJudged, end, landed };
  }
  const second = (value: number) =>
    tx(db.pool, (client) => stage.judge(client, [stage.reading(gauge, value, { at: 1 })])).then((land) =>
      land(),
    );

  test("on one series: the second waits for the first and judges from what it learned", async () => {
    await under(floodRule([gauge]));
    const one = first();
    await one.hasJudged;
    let isDone = false;
    const two = second(5).then(() => {
      isDone = true;
    });
    await new Promise((done) => setTimeout(done, 50));
    expect(isDone).toBe(false);
    one.end();
    await Promise.all([one.landed, two]);
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
    const one = first();
    await one.hasJudged;
    const two = second(7.5);
    one.end(new Rollback());
    await expect(one.landed).rejects.toThrow(Rollback);
    await two;
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
