import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Verdict } from "#lib/alert/event.ts";
import { record } from "#lib/alert/record.ts";
import { openFolds } from "#lib/alert/sql.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { hiddenCounts } from "#lib/incident/hidden.ts";
import { clear, raised, returned, say, seedSituation, signal, T0 } from "#lib/incident/testing.ts";
import { circle, inhibitionSchema } from "./model.ts";
import { allInhibitions, saveInhibition } from "./sql.ts";
import { tendInhibitions } from "./tend.ts";

let db: TestDatabase;
let series: number[];
beforeAll(async () => {
  db = await testDatabase();
  series = await seedSituation(db.pool, 20);
});
afterAll(() => db?.drop());
beforeEach(() => clear(db.pool));

const feed = (...verdicts: Verdict[]) =>
  signal({ rule: "silent-feed", object: "feed:gauges", group: "feed:gauges" }, ...verdicts);
const gauge = (n: number, verdicts: Verdict[], more: object = {}) => {
  const at = { object: `series:${series[n]}`, series: series[n] as number, group: "feed:gauges" };
  return signal({ rule: "silent-series", ...at, ...more }, ...verdicts);
};
const tick = (now: number) => tx(db.pool, (client) => tendInhibitions(client, now));
const announced = async () => (await db.pool.query("SELECT FROM annunciation")).rowCount;
async function state() {
  const folds = await openFolds(db.pool);
  return folds
    .map(
      ({ object, visibility, process, response }) =>
        `${object.split(":")[0]} ${visibility} ${process} ${response}`,
    )
    .sort();
}
async function logOf(id: number): Promise<string[]> {
  const { rows } = await db.pool.query<{ type: string }>(
    "SELECT type FROM alert_event WHERE alert_id = $1 ORDER BY seq",
    [id],
  );
  return rows.map(({ type }) => type);
}

describe("a symptom", () => {
  test("of a cause that stands is raised and hidden in one transaction: recorded, counted, never announced", async () => {
    const [cause] = await say(db.pool, feed(raised(T0, 2)));
    const [id] = await say(db.pool, gauge(0, [raised(T0 + 1)]));
    expect(await state()).toEqual(["feed shown active unack", "series suppressed active unack"]);
    expect(await logOf(id as number)).toEqual(["raised", "attached", "suppressed"]);
    expect(await announced()).toBe(1);
    const { suppressed } = await hiddenCounts(db.pool);
    expect(suppressed).toEqual({ count: 1, since: T0 + 1, byPriority: { 1: 0, 2: 0, 3: 1, 4: 0 } });
    const { rows } = await db.pool.query("SELECT data FROM alert_event WHERE type = 'suppressed'");
    expect(rows).toEqual([{ data: { why: "Nguồn mất tín hiệu", source: cause, unheard: true } }]);
  });

  test("is hidden with its cause when both come in one transaction", async () => {
    await say(db.pool, gauge(0, [raised(T0)]), feed(raised(T0, 2)), gauge(1, [raised(T0)]));
    expect(await state()).toEqual([
      "feed shown active unack",
      "series suppressed active unack",
      "series suppressed active unack",
    ]);
  });

  test("that returns before its cause is over at once: nobody was asked, nobody has to answer", async () => {
    await say(db.pool, feed(raised(T0, 2)));
    const [id] = await say(db.pool, gauge(0, [raised(T0 + 1)]));
    await say(db.pool, gauge(0, [returned(T0 + 2)]));
    expect(await state()).toEqual(["feed shown active unack"]);
    expect(await logOf(id as number)).toEqual(["raised", "attached", "suppressed", "returned"]);
  });

  test("that outlives its cause comes back and rings as new", async () => {
    await say(db.pool, feed(raised(T0, 2)));
    await say(db.pool, gauge(0, [raised(T0 + 1)]));
    await say(db.pool, feed(returned(T0 + 2)));
    await tick(T0 + 3);
    expect(await state()).toEqual(["feed shown returned unack", "series shown active unack"]);
    expect(await announced()).toBe(2);
    const folds = await openFolds(db.pool);
    expect(folds.find(({ ruleId }) => ruleId === "silent-series")).toMatchObject({
      rungAt: T0 + 3,
      rungSeq: 4,
    });
  });

  test("rang before its cause began: hidden by the clock when nobody has answered it, left when somebody has", async () => {
    await say(db.pool, gauge(0, [raised(T0)]));
    const [taken] = await say(db.pool, gauge(1, [raised(T0)]));
    const event = { type: "acknowledged", at: T0 + 1 } as const;
    await tx(db.pool, (c) => record(c, { alertId: taken as number, event, actor: "user:an" }));
    await say(db.pool, feed(raised(T0 + 2, 2)));
    await tick(T0 + 3);
    expect(await state()).toEqual([
      "feed shown active unack",
      "series shown active ack",
      "series suppressed active unack",
    ]);
    await say(db.pool, gauge(0, [returned(T0 + 4)]), feed(returned(T0 + 4)));
    await tick(T0 + 5);
    // It had rung for people, so they are told that it is over.
    expect(await state()).toContain("series shown returned unack");
  });

  test("is hidden on the same power line only", async () => {
    const mains = { rule: "power", object: `series:${series[9]}`, series: series[9] as number, group: null };
    const { rows } = await db.pool.query<{ id: number; asset: number }>(
      "SELECT id, asset_id AS asset FROM series ORDER BY id",
    );
    const asset = (n: number) => ({ asset: rows[n]?.asset as number, feed: n < 10 ? "one" : "two" });
    await db.pool.query("UPDATE series SET metric_id = 'mains_on' WHERE id = $1", [series[9]]);
    await say(db.pool, signal({ ...mains, ...asset(9) }, raised(T0, 2)));
    await say(db.pool, gauge(3, [raised(T0 + 1)], asset(3)), gauge(12, [raised(T0 + 1)], asset(12)));
    expect(await state()).toEqual([
      "series shown active unack",
      "series shown active unack",
      "series suppressed active unack",
    ]);
  });

  test("is no symptom of a simulated cause when it is real", async () => {
    await say(db.pool, feed(raised(T0, 2)));
    await say(db.pool, gauge(0, [raised(T0 + 1)], { simulated: true }));
    expect(await state()).toEqual(["feed shown active unack", "series shown active unack"]);
  });

  test("that somebody brought into sight stays there", async () => {
    await say(db.pool, feed(raised(T0, 2)));
    const [id] = await say(db.pool, gauge(0, [raised(T0 + 1)]));
    const event = { type: "unsuppressed", at: T0 + 2 } as const;
    await tx(db.pool, (c) => record(c, { alertId: id as number, event, actor: "user:an" }));
    await tick(T0 + 3);
    expect(await state()).toContain("series shown active unack");
  });

  test("is released when the inhibition is switched off", async () => {
    await say(db.pool, feed(raised(T0, 2)));
    await say(db.pool, gauge(0, [raised(T0 + 1)]));
    const [one] = await allInhibitions(db.pool);
    if (!one) throw new Error("the seed is gone");
    await tx(db.pool, (c) => saveInhibition(c, { ...one, enabled: false }));
    await tick(T0 + 2);
    expect(await state()).toContain("series shown active unack");
    await tx(db.pool, (c) => saveInhibition(c, one));
  });
});

describe("the tick", () => {
  test("brings back so many a second, however many there are", async () => {
    await say(db.pool, feed(raised(T0, 2)));
    await say(db.pool, ...series.map((_, n) => gauge(n, [raised(T0 + 1)])));
    await say(db.pool, feed(returned(T0 + 2)));
    const shown = async () => (await state()).filter((s) => s === "series shown active unack").length;
    await tx(db.pool, (client) => tendInhibitions(client, T0 + 3, 8));
    expect(await shown()).toBe(8);
    for (let i = 0; i < 2; i++) await tx(db.pool, (client) => tendInhibitions(client, T0 + 4, 8));
    expect(await shown()).toBe(20);
  });
});

describe("inhibitions", () => {
  const one = (id: string, source: object, target: object) =>
    inhibitionSchema.parse({ id, nameVi: id, nameEn: id, source, target, same: "feed" });

  test("may not hide each other in a circle", async () => {
    const a = one("a", { rule: "x" }, { rule: "y" });
    const b = one("b", { rule: "y" }, { rule: "z" });
    expect(circle([a, b])).toBeNull();
    expect(circle([a, b, one("c", { rule: "z" }, { rule: "x" })])).toHaveLength(3);
    expect(circle([one("self", { kind: "silence" }, { kind: "silence" })])).toHaveLength(1);
    expect(circle(await allInhibitions(db.pool))).toBeNull();
    const back = one("back", { kind: "silence", over: "series" }, { kind: "silence", over: "feed" });
    await expect(tx(db.pool, (c) => saveInhibition(c, back))).rejects.toThrow("in a circle");
  });

  test("name what they are about", () => {
    expect(() => one("a", { over: "feed" }, { rule: "y" })).toThrow("give a rule");
  });
});
