import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { floodRule, response, seedGauges } from "#lib/alert/testing.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { aimsAtFeed, aimsAtSeries, type RuleInput, type Target } from "./model.ts";
import { allRules, ruleById, upsertRule } from "./sql.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await seedGauges(db.pool, 1);
});
afterAll(() => db?.drop());
beforeEach(() => db.pool.query("DELETE FROM rule"));

test("a rule changes its version when it changes, and only then", async () => {
  expect(await upsertRule(db.pool, floodRule([1]))).toBe(true);
  expect(await upsertRule(db.pool, floodRule([1]))).toBe(false);
  expect(await ruleById(db.pool, "flood")).toMatchObject({ version: 1, enabled: true, latched: false });
  expect(await upsertRule(db.pool, floodRule([1], { deadband: 0.3 }))).toBe(true);
  expect(await allRules(db.pool)).toMatchObject([{ version: 2, params: { deadband: 0.3, offDelayS: 0 } }]);
});

test.each<[string, object]>([
  ["no kind of that name", { kind: "forecast" }],
  ["params of another shape", { params: { levels: [] } }],
  ["a threshold on a whole feed", { target: { feed: "gauges" } }],
  ["no action in its response", { response: { ...response, action: " " } }],
  ["no time allowed", { response: { ...response, minutes: 0 } }],
  ["a priority of five", { priority: 5 }],
  ["a target of two sorts", { target: { feed: "gauges", every: "feed" } }],
])("a rule with %s is refused", async (_, wrong) => {
  await expect(upsertRule(db.pool, { ...floodRule([1]), ...wrong } as RuleInput)).rejects.toThrow();
  expect(await allRules(db.pool)).toEqual([]);
});

test("the kind of a rule is fixed for life", async () => {
  await upsertRule(db.pool, floodRule([1]));
  const other = { ...floodRule([1]), kind: "silence", params: { periods: 3 } };
  await expect(upsertRule(db.pool, other)).rejects.toThrow("make a new rule");
});

test("the database itself lets no rule ring without a response", async () => {
  await upsertRule(db.pool, floodRule([1]));
  const bare = db.pool.query(`UPDATE rule SET response = '{"action": "x"}'`);
  await expect(bare).rejects.toThrow("rule_response");
  await db.pool.query(`UPDATE rule SET response = '{"action": "x"}', enabled = false`);
});

describe("a target", () => {
  const member = { seriesId: 7, assetKey: "a", assetKind: "gauge", metricId: "water_level", feedId: "f" };
  test.each<[Target, boolean, boolean]>([
    [{ series: [6, 7] }, true, false],
    [{ series: [6] }, false, false],
    [{ metric: "water_level" }, true, false],
    [{ metric: "rain" }, false, false],
    [{ metric: "water_level", assets: ["b"] }, false, false],
    [{ metric: "water_level", assets: ["a"], kind: "gauge", feed: "f" }, true, false],
    [{ metric: "water_level", kind: "station" }, false, false],
    [{ metric: "water_level", feed: "g" }, false, false],
    [{ feed: "f" }, false, true],
    [{ feed: "g" }, false, false],
    [{ every: "feed" }, false, true],
    [{ every: "series" }, true, false],
  ])("%j aims at the series: %s, at its feed: %s", (target, series, feed) => {
    expect(aimsAtSeries(target, member)).toBe(series);
    expect(aimsAtFeed(target, "f")).toBe(feed);
  });
});
