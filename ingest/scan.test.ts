import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { withoutPersons } from "#lib/alert/model.ts";
import { openAlerts } from "#lib/alert/sql.ts";
import { FEED, seedGauges } from "#lib/alert/testing.ts";
import { openPool } from "#lib/db/pool.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { Quality } from "#lib/reading/model.ts";
import type { RuleInput } from "#lib/rule/model.ts";
import { lockScan } from "#lib/rule/sql/scan.ts";
import { upsertRule } from "#lib/rule/sql.ts";
import { saveThresholdSet } from "#lib/threshold/sql.ts";
import { openScanStage, scanRule } from "./scan/testing.ts";
import { createScans } from "./scan.ts";

let db: TestDatabase;
let gauges: number[];
let stage: ReturnType<typeof openScanStage>;

beforeAll(async () => {
  db = await testDatabase();
  gauges = await seedGauges(db.pool, 5);
  await db.pool.query("UPDATE asset SET basin = CASE WHEN key <= 'gauges-3' THEN 'kon' ELSE 've' END");
  await db.pool.query(
    "INSERT INTO feed (id, kind, name_vi, name_en, period_s) VALUES ('soc', 'sql', 'Giám sát ATTT', 'SOC', 60)",
  );
  await db.pool.query("INSERT INTO feed_status (feed_id) VALUES ('soc')");
});
afterAll(() => db?.drop());
beforeEach(async () => {
  stage = openScanStage(db.pool);
  await stage.clear();
});
const under = async (...rules: RuleInput[]) => {
  for (const rule of rules) await upsertRule(db.pool, rule);
};
const gauge = (i: number) => gauges[i] as number;

describe("a vote", () => {
  const rule = scanRule(
    "vote",
    { per: "basin", value: 7, atLeast: 2, windowS: 60, deadband: 0.2 },
    { groupBy: "basin" },
  );

  test("rings when enough members of one basin are beyond, for the moment of the last of them", async () => {
    await under(rule);
    await stage.read(gauge(0), 0, 7.5);
    await stage.read(gauge(3), 0, 9);
    await stage.round(1);
    expect(await stage.open()).toEqual([]);
    await stage.read(gauge(1), 4, 7);
    await stage.round(5);
    expect(await stage.open()).toEqual(["group:basin:kon active null P2"]);
    expect(await stage.log()).toEqual(["4 raised"]);
    const [alert] = await openAlerts(db.pool);
    expect(alert).toMatchObject({ causeGroup: "basin:kon", feedId: FEED, value: 2, limit: 2 });
    expect(alert?.subject).toEqual({ what: "group", by: "basin", nameVi: "kon", nameEn: "kon" });
  });

  test("takes a silent member for neither yes nor no", async () => {
    await under(rule);
    for (const i of [0, 1, 2]) await stage.read(gauge(i), 0, 7.5);
    await stage.round(0);
    await stage.read(gauge(2), 50, 5);
    await stage.round(65);
    expect(await stage.open()).toEqual(["group:basin:kon unknown null P2"]);
    await stage.read(gauge(0), 70, 5);
    await stage.round(71);
    expect(await stage.log()).toEqual(["0 raised", "65 stale", "71 returned"]);
  });

  test("holds within the deadband and does not count suspect readings", async () => {
    await under(rule);
    for (const i of [0, 1]) await stage.read(gauge(i), 0, 7.1);
    await stage.read(gauge(2), 0, 5);
    await stage.round(0);
    await stage.read(gauge(0), 5, 6.9);
    await stage.round(5);
    expect(await stage.open()).toEqual(["group:basin:kon active null P2"]);
    await stage.read(gauge(3), 5, 99, Quality.outOfRange);
    await stage.read(gauge(4), 5, 9);
    await stage.round(6);
    expect(await stage.log()).toEqual(["0 raised"]);
  });

  test("asks each member's own level, and leaves out those that have none", async () => {
    const [{ id }] = (await db.pool.query("SELECT asset_id AS id FROM series WHERE id = $1", [gauge(0)]))
      .rows;
    const set = {
      metricId: "water_level",
      source: "thử",
      verified: true,
      validFrom: "2020-01-01",
      validTo: null,
    };
    await saveThresholdSet(db.pool, { ...set, assetId: id, levels: [{ id: "bd2", value: 3, severity: 2 }] });
    await under(scanRule("vote", { level: "bd2", atLeast: 1, windowS: 60 }));
    for (let i = 1; i < 5; i++) await stage.read(gauge(i), 0, 99);
    await stage.round(0);
    expect(await stage.open()).toEqual([]);
    await stage.read(gauge(0), 0, 3);
    await stage.round(1);
    expect(await stage.open()).toEqual(["group:all active bd2 P2"]);
  });

  test("keeps its delays across a restart", async () => {
    await under(scanRule("vote", { value: 7, atLeast: 2, windowS: 60, onDelayS: 10, offDelayS: 10 }));
    for (const i of [0, 1]) await stage.read(gauge(i), 0, 8);
    for (let i = 2; i < 5; i++) await stage.read(gauge(i), 0, 1);
    await stage.round(1);
    stage.restart();
    await stage.round(9);
    expect(await stage.open()).toEqual([]);
    stage.restart();
    await stage.round(11);
    await stage.read(gauge(0), 12, 1);
    await stage.round(12);
    stage.restart();
    await stage.round(23);
    expect(await stage.log()).toEqual(["10 raised", "22 returned"]);
  });
});

describe("a forecast", () => {
  const HOUR = 3_600;
  const rule = scanRule("forecast", {
    levels: [
      { id: "bd2", priority: 2, value: 7 },
      { id: "bd3", priority: 1, value: 8 },
    ],
    withinH: 3,
    maxAgeH: 6,
    deadband: 0.1,
  });
  const expectedAt = async () =>
    (await db.pool.query<{ at: Date }>("SELECT expected_at AS at FROM alert")).rows[0]?.at.toISOString();

  test("rings with the time at which the limit will be crossed, as of the issue", async () => {
    await under(rule);
    await stage.read(gauge(0), 0, 6);
    await stage.issue(gauge(0), 0, [
      [HOUR, 6.5],
      [2 * HOUR, 7.5],
      [9 * HOUR, 9],
    ]);
    await stage.round(60);
    expect(await stage.open()).toEqual([`series:${gauge(0)} active bd2 P2`]);
    expect(await stage.log()).toEqual(["0 raised bd2"]);
    expect(await expectedAt()).toBe("2025-11-19T02:30:00.000Z");
  });

  test("rises, moves its time and returns with newer issues, once for each", async () => {
    await under(rule);
    await stage.read(gauge(0), 0, 6);
    await stage.issue(gauge(0), 0, [[2 * HOUR, 7.5]]);
    await stage.round(1);
    await stage.issue(gauge(0), 600, [[2 * HOUR, 7.6]]);
    await stage.round(601);
    await stage.round(602);
    await stage.issue(gauge(0), 1_200, [[2 * HOUR, 8.4]]);
    await stage.round(1_201);
    await stage.issue(gauge(0), 1_800, [[2 * HOUR, 6.2]]);
    stage.restart();
    await stage.round(1_801);
    await stage.round(1_802);
    expect(await stage.log()).toEqual([
      "0 raised bd2",
      "600 peaked",
      "1200 level_changed bd3",
      "1800 returned",
    ]);
  });

  test("is unknown, not over, when its newest issue is too old", async () => {
    await under(rule);
    await stage.issue(gauge(0), 0, [
      [2 * HOUR, 7.5],
      [20 * HOUR, 7.5],
    ]);
    await stage.round(1);
    await stage.round(6 * HOUR + 1);
    expect(await stage.open()).toEqual([`series:${gauge(0)} unknown bd2 P2`]);
    await stage.round(40 * HOUR);
    expect(await stage.open()).toEqual([`series:${gauge(0)} unknown bd2 P2`]);
    await stage.issue(gauge(0), 41 * HOUR, [[43 * HOUR, 7.9]]);
    await stage.round(41 * HOUR);
    expect(await stage.open()).toEqual([`series:${gauge(0)} active bd2 P2`]);
  });

  test("says nothing of what is so already, nor of what lies too far ahead", async () => {
    await under(rule);
    await stage.read(gauge(0), 0, 7.2);
    await stage.issue(gauge(0), 0, [[HOUR, 7.4]]);
    await stage.issue(gauge(1), 0, [
      [HOUR, 5],
      [9 * HOUR, 9],
    ]);
    await stage.round(1);
    expect(await stage.open()).toEqual([]);
  });

  test("uses the trend only where it is asked for, and waits for as many issues as told", async () => {
    await under(rule);
    await stage.issue(gauge(0), 0, [[HOUR, 9]], "ngoai-suy");
    await stage.round(1);
    expect(await stage.open()).toEqual([]);
    await upsertRule(db.pool, {
      ...rule,
      params: { ...(rule.params as object), extrapolate: true, confirm: 2 },
    });
    await stage.round(2);
    await stage.round(3);
    expect(await stage.open()).toEqual([]);
    await stage.issue(gauge(0), 10, [[HOUR, 9]], "ngoai-suy");
    await stage.round(11);
    expect(await stage.log()).toEqual(["10 raised bd3"]);
  });

  test("does not believe an issue from the future", async () => {
    await under(rule);
    await stage.issue(gauge(0), 1_000, [[2 * HOUR, 9]]);
    await stage.round(1);
    expect(await stage.open()).toEqual([]);
  });
});

describe("the quality of a feed", () => {
  const rule = scanRule(
    "quality",
    { windowS: 60, refusedPct: 5, completePct: 50, leastReceived: 10 },
    { target: { feed: FEED }, groupBy: "feed" },
  );
  const count = (received: number, refused: number, stored = received - refused) =>
    db.pool.query("UPDATE feed_status SET received = $1, refused = $2, stored = $3 WHERE feed_id = $4", [
      received,
      refused,
      stored,
      FEED,
    ]);

  test("rings when too much is refused over a full window, also across restarts, and returns", async () => {
    await under(rule);
    for (let s = 0; s <= 60; s += 5) {
      await count(s * 10, s);
      stage.restart();
      await stage.round(s);
      if (s < 60) expect(await stage.open()).toEqual([]);
    }
    expect(await stage.open()).toEqual([`feed:${FEED} active refused P2`]);
    for (let s = 65; s <= 120; s += 5) {
      await count(s * 10, 60);
      await stage.round(s);
    }
    expect((await stage.log()).map((line) => line.split(" ")[1])).toEqual(["raised", "returned"]);
  });

  test("rings for what is missing: five gauges of a period of 10 s are to bring 30 rows a minute", async () => {
    await under(rule);
    for (let s = 0; s <= 60; s += 5) {
      await count(s / 5, 0);
      await stage.round(s);
    }
    const [alert] = await openAlerts(db.pool);
    expect(alert).toMatchObject({ level: "incomplete", value: 40, limit: 50 });
  });

  test("does not judge a feed that is silent, nor counters that began anew", async () => {
    await under(rule);
    for (let s = 0; s <= 60; s += 5) {
      await count(s * 10, s);
      await stage.round(s);
    }
    for (let s = 65; s <= 125; s += 5) await stage.round(s);
    expect(await stage.open()).toEqual([`feed:${FEED} unknown refused P2`]);
    await count(5, 5);
    await stage.round(130);
    expect(await stage.open()).toEqual([`feed:${FEED} unknown refused P2`]);
  });
});

describe("records", () => {
  const rule = scanRule(
    "record",
    {
      minSeverity: 3,
      levels: [
        { id: "high", severity: 3, priority: 2 },
        { id: "critical", severity: 4, priority: 1 },
      ],
      most: 3,
    },
    { target: { records: "su-co" } },
  );

  test("ring once each, rise with their severity and return when they are closed", async () => {
    await under(rule);
    await stage.record("A/1");
    await stage.record("B", { severity: 2 });
    await stage.round(1);
    await stage.round(6);
    expect(await stage.open()).toEqual(["record:soc/su-co/A/1 active high P2"]);
    await stage.record("A/1", { severity: 4, at: 10 });
    await stage.round(11);
    await stage.record("A/1", { severity: 4, at: 20, closed: true });
    await stage.round(21);
    await stage.record("A/1", { severity: 4, at: 30 });
    await stage.round(31);
    expect(await stage.log()).toEqual([
      "0 raised high",
      "11 level_changed critical",
      "21 returned",
      "30 reactivated critical",
    ]);
  });

  test("are named by their title, but not to a kiosk", async () => {
    await under(rule);
    await stage.record("A/1");
    await stage.round(1);
    const [alert] = await openAlerts(db.pool);
    expect(alert?.subject).toMatchObject({ what: "record", type: "su-co", key: "A/1", title: "Máy chủ A/1" });
    const shown = JSON.stringify(withoutPersons(alert as never));
    expect(shown).not.toContain("A/1");
  });

  test("beyond the most ring together, and one by one when others are done", async () => {
    await under(rule);
    for (let i = 0; i < 12; i++) await stage.record(`r${String(i).padStart(2, "0")}`);
    await stage.round(1);
    await stage.round(2);
    expect(await stage.open()).toEqual([
      "group:records:su-co active beyond P2",
      "record:soc/su-co/r00 active high P2",
      "record:soc/su-co/r01 active high P2",
      "record:soc/su-co/r02 active high P2",
    ]);
    await db.pool.query("UPDATE record SET closed_at = now() WHERE key > 'r00'");
    await stage.round(3);
    expect(await stage.open()).toContain("group:records:su-co returned beyond P2");
    expect(await stage.open()).toContain("record:soc/su-co/r00 active high P2");
  });

  test("ring when they become overdue", async () => {
    await under(scanRule("record", { overdue: true }, { target: { records: "su-co" } }));
    await stage.record("A", { dueAt: 10, severity: 0 });
    await stage.round(9);
    expect(await stage.open()).toEqual([]);
    await stage.round(14);
    expect(await stage.log()).toEqual(["10 raised"]);
  });

  test("in their thousands are bounded", async () => {
    await under(rule);
    await db.pool.query(
      `INSERT INTO record (feed_id, type, key, changed_at, state, severity, opened_at)
       SELECT 'soc', 'su-co', n::text, now(), 'mới', 3, now() FROM generate_series(1, 10000) n`,
    );
    const started = performance.now();
    await stage.round(1);
    expect(performance.now() - started).toBeLessThan(2_000);
    expect(await stage.open()).toHaveLength(4);
  });
});

describe("the scans", () => {
  const vote = scanRule("vote", { value: 7, atLeast: 1, windowS: 60 });

  test("a broken rule stops no other and rests for a minute", async () => {
    await under({ ...vote, id: "a-broken" }, { ...vote, id: "b-sound" });
    await db.pool.query(`UPDATE rule SET params = '{"no": "sense"}' WHERE id = 'a-broken'`);
    await stage.read(gauge(0), 0, 8);
    expect((await stage.round(1)).problems).toHaveLength(1);
    expect(await stage.open()).toHaveLength(1);
    expect((await stage.round(6)).problems).toEqual([]);
    expect((await stage.round(62)).problems).toHaveLength(1);
  });

  test("two processes at once say everything once", async () => {
    await under(vote, scanRule("record", {}, { target: { records: "su-co" } }));
    await stage.read(gauge(0), 0, 8);
    for (let i = 0; i < 20; i++) await stage.record(`r${i}`);
    const twins = [createScans(db.pool), createScans(db.pool)];
    for (let s = 1; s < 30; s += 5) await Promise.all(twins.map((twin) => stage.round(s, twin)));
    expect((await stage.log()).filter((line) => line.includes("raised"))).toHaveLength(21);
    expect(await stage.log()).toHaveLength(21);
  });

  test("one that another process scans is left to it", async () => {
    await under(vote);
    await stage.read(gauge(0), 0, 8);
    await tx(db.pool, async (client) => {
      expect(await lockScan(client, vote.id)).toBe(true);
      await stage.round(1);
    });
    expect(await stage.open()).toEqual([]);
    await stage.round(6);
    expect(await stage.open()).toHaveLength(1);
  });

  test("a database that goes away in the middle costs nothing", async () => {
    await under(vote, scanRule("record", {}, { target: { records: "su-co" } }));
    await stage.read(gauge(0), 0, 8);
    for (let i = 0; i < 50; i++) await stage.record(`r${i}`);
    const admin = openPool(db.url, 1);
    for (let s = 1; s < 20; s++) {
      const round = stage.round(s).catch(() => {});
      await admin.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = current_user",
      );
      await round;
    }
    await admin.end();
    await stage.round(25);
    expect(await stage.log()).toHaveLength(51);
  });

  test("what a rule is no longer aimed at is withdrawn, and its state forgotten", async () => {
    await under({ ...vote, params: { value: 7, atLeast: 1, windowS: 60, onDelayS: 1 } });
    await stage.read(gauge(0), 0, 8);
    await stage.round(5);
    await upsertRule(db.pool, { ...vote, target: { metric: "water_level", basin: "none" } });
    await stage.round(10);
    expect(await stage.log()).toEqual(["1 raised", "10 withdrawn"]);
    expect((await db.pool.query("SELECT FROM rule_state")).rowCount).toBe(0);
  });

  test("a rule may not be aimed at what its kind does not judge", async () => {
    await expect(upsertRule(db.pool, { ...vote, target: { every: "feed" } })).rejects.toThrow(
      "judges several series",
    );
    await expect(upsertRule(db.pool, { ...vote, target: { records: "su-co" } })).rejects.toThrow(
      "aim it at a metric",
    );
  });
});
