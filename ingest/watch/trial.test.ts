import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { floodRule, seedGauges } from "#lib/alert/testing.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { Quality } from "#lib/reading/model.ts";
import { type RuleInput, ruleSchema } from "#lib/rule/model.ts";
import type { TrialRule } from "#lib/rule/trial/model.ts";
import { trial } from "#lib/rule/trial.ts";
import { makeBands } from "#lib/season/sql.ts";
import { openStage, silence, T0 } from "./testing.ts";

let db: TestDatabase;
let gauge: number;
let stage: ReturnType<typeof openStage>;

beforeAll(async () => {
  db = await testDatabase();
  gauge = (await seedGauges(db.pool, 1))[0] as number;
  stage = openStage(db);
  await usual(gauge, { low: 6, high: 7 });
});
afterAll(() => db?.drop());

/** Eight weeks of hours that all went from one value to another, and the band of the rule below made of them. */
async function usual(seriesId: number, { low, high }: { low: number; high: number }): Promise<void> {
  await db.pool.query(
    `INSERT INTO rollup_1h (series_id, bucket, count, sum, min, max, first, last)
     SELECT $1, $2::timestamptz - n * interval '1 hour', 2, $3::float8 + $4, $3, $4, $3, $4
     FROM generate_series(1, 8 * 168) n`,
    [seriesId, new Date(T0), low, high],
  );
  const shape = { slots: "hour_of_day" as const, weeks: 8, lowPct: 5, highPct: 95 };
  await makeBands(db.pool, [seriesId], { shape, now: T0 });
}

type Look = { at: number; value: number; quality: number };

/** Readings one to 80 s apart (stale after 30 s), one in ten of them suspect. */
const river = fc
  .array(
    fc.record({
      gap: fc.oneof(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 26, max: 80 })),
      value: fc.integer({ min: 50, max: 90 }),
      suspect: fc.integer({ min: 0, max: 9 }),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((steps) => {
    let at = 0;
    return steps.map(({ gap, value, suspect }): Look => {
      at += gap;
      return { at, value: value / 10, quality: suspect === 0 ? Quality.tooFast : 0 };
    });
  });

async function live(
  rule: RuleInput,
  looks: readonly Look[],
  end: number,
  restartAt: number,
): Promise<string[]> {
  await stage.clear();
  await stage.under(rule);
  await stage.restart();
  for (let second = 0; second <= end; second++) {
    stage.set(second);
    if (second === restartAt) await stage.restart();
    for (const { at, value, quality } of looks) {
      if (at !== second) continue;
      await stage.hear(second, gauge, value, { quality });
    }
    await stage.tick(second);
  }
  const rang = (await stage.log()).filter((line) => !/ (peaked|stale|resumed|closed)$/.test(line));
  return rang.map((line) => line.replace("reactivated", "raised"));
}

async function tried(rule: RuleInput, end: number): Promise<string[]> {
  const to = T0 + end * 1_000;
  const { alerts } = await trial(db.pool, ruleSchema.parse(rule) as TrialRule, { from: T0, to, now: to });
  return alerts.flatMap(({ raisedAt, returnedAt }) => {
    const second = (ms: number) => (ms - T0) / 1_000;
    return [`${second(raisedAt)} raised`, ...(returnedAt === null ? [] : [`${second(returnedAt)} returned`])];
  });
}

/** After a restart silence is counted anew: only what reads values can be compared across one. */
const rules: Record<string, (delay: number) => RuleInput> = {
  threshold: (delay) => floodRule([gauge], { onDelayS: delay, offDelayS: delay, deadband: 0.3 }),
  silence: (delay) => silence({ target: { series: [gauge] }, params: { seconds: 20 + delay } }),
  rate: (delay) => ({
    ...floodRule([gauge]),
    kind: "rate",
    params: {
      windowMin: 1,
      levels: [
        { id: "fast", priority: 3, value: 1 },
        { id: "faster", priority: 2, value: 2 },
      ],
      deadband: 0.3,
      onDelayS: delay,
      offDelayS: delay,
    },
  }),
  frozen: (delay) => ({
    ...floodRule([gauge]),
    kind: "frozen",
    params: { intervals: 2, epsilon: 3 + delay, ignoreAtOrBelow: 5.5 },
  }),
  deviation: (delay) => ({
    ...floodRule([gauge]),
    kind: "deviation",
    params: { slots: "hour_of_day", factor: 1, minWidth: 0.1, onDelayS: delay, offDelayS: delay },
  }),
};

test.each(Object.entries(rules))(
  "%s rings on history as it rang live",
  async (_, ruleOf) => {
    let rings = 0;
    await fc.assert(
      fc.asyncProperty(river, fc.constantFrom(0, 7, 20), fc.nat(300), async (looks, delay, restartAt) => {
        const rule = ruleOf(delay);
        const end = (looks.at(-1) as Look).at + 35;
        const rang = await live(rule, looks, end, rule.kind === "silence" ? -1 : restartAt);
        rings += rang.length;
        const levelless = rang.filter((line) => !line.includes("level_changed"));
        expect(await tried(rule, end)).toEqual(
          levelless.map((line) => line.split(" ").slice(0, 2).join(" ")),
        );
      }),
      { numRuns: 7, seed: 11, endOnFailure: true },
    );
    expect(rings).toBeGreaterThan(2);
  },
  120_000,
);
