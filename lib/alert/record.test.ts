import fc from "fast-check";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { auditOf } from "#lib/audit/sql.ts";
import { subscribe } from "#lib/db/bus.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { upsertRule } from "#lib/rule/sql.ts";
import { fold } from "./apply.ts";
import { type Happening, isRefusal, type Verdict } from "./event.ts";
import type { Alert } from "./model.ts";
import { record, recordDue, recordSignals } from "./record.ts";
import { alertById, closedAlerts, openAlerts, openCounts, openFolds } from "./sql.ts";
import { floodRule, seedGauges, seedPerson } from "./testing.ts";

const T0 = Date.UTC(2025, 10, 19, 1);
const MINUTE = 60_000;
let db: TestDatabase;
let series: number[];

beforeAll(async () => {
  db = await testDatabase();
  series = await seedGauges(db.pool, 60);
  await upsertRule(db.pool, floodRule(series));
  await seedPerson(db.pool, "an", "Nguyễn An");
  await seedPerson(db.pool, "binh", "Trần Bình");
});
afterAll(() => db?.drop());
beforeEach(async () => {
  await db.pool.query("TRUNCATE alert_event, alert");
});

function signal(n: number, ...verdicts: Verdict[]) {
  const seriesId = series[n] as number;
  const object = `series:${seriesId}`;
  const origin = {
    ruleId: "flood",
    object,
    seriesId,
    assetId: null,
    feedId: "gauges",
    simulated: true,
    latched: false,
    agencyId: null,
    causeGroup: null,
  };
  return { origin, actor: "rule:flood", verdicts };
}
function raised(at: number, priority: 1 | 2 | 3 | 4 = 3, level = "bd1"): Verdict {
  return { type: "raised", at, priority, level, value: 6.1, limit: 6, peak: 6.1 };
}
const returned = (at: number): Verdict => ({ type: "returned", at, value: 5, peak: 6.4 });

async function raise(n = 0, priority: 1 | 2 | 3 | 4 = 3): Promise<number> {
  const [id] = await tx(db.pool, (client) => recordSignals(client, [signal(n, raised(T0, priority))]));
  return id as number;
}
function act(alertId: number, event: Happening, actor = "user:an", expectedSeq?: number) {
  return tx(db.pool, (client) => record(client, { alertId, event, actor, expectedSeq }));
}
const ack = (at = T0 + MINUTE): Happening => ({ type: "acknowledged", at });

describe("a person's act", () => {
  test("is logged, folded, audited and announced together", async () => {
    const id = await raise();
    const heard: string[] = [];
    const listening = subscribeOnce((payload) => heard.push(payload));
    await listening.ready;
    await act(id, ack());
    const detail = await alertById(db.pool, id);
    expect(detail?.alert).toMatchObject({
      response: "ack",
      ackedBy: "user:an",
      ackedName: "Nguyễn An",
      ackedAt: T0 + MINUTE,
      seq: 2,
      simulated: true,
      titleVi: "Lũ trên sông",
      responseText: { action: "Báo các xã ven sông" },
      metric: { id: "water_level", unit: "m" },
      feed: { nameVi: "Trạm đo" },
    });
    expect(detail?.events.map((e) => [e.seq, e.type, e.actor, e.actorName])).toEqual([
      [1, "raised", "rule:flood", null],
      [2, "acknowledged", "user:an", "Nguyễn An"],
    ]);
    expect(await auditOf(db.pool, `alert:${id}`)).toMatchObject([
      { actor: "user:an", action: "alert.acknowledged" },
    ]);
    await expect.poll(() => heard).toEqual([JSON.stringify({ ids: [id] })]);
    await listening.close();
  });

  test("leaves nothing behind when its transaction rolls back", async () => {
    const id = await raise();
    const failing = tx(db.pool, async (client) => {
      await record(client, { alertId: id, event: ack(), actor: "user:an" });
      throw new Error("the caller's own trouble");
    });
    await expect(failing).rejects.toThrow("own trouble");
    const detail = await alertById(db.pool, id);
    expect(detail?.alert.response).toBe("unack");
    expect(detail?.events).toHaveLength(1);
  });

  test("of two at once, the first wins and the second is told who", async () => {
    for (let n = 0; n < 10; n++) {
      const id = await raise(n);
      const outcomes = await Promise.all([act(id, ack(), "user:an"), act(id, ack(), "user:binh")]);
      const refusals = outcomes.filter(isRefusal);
      expect(refusals).toHaveLength(1);
      const [winner] = outcomes.filter((o): o is Alert => !isRefusal(o));
      const name = winner?.ackedBy === "user:an" ? "Nguyễn An" : "Trần Bình";
      expect(refusals[0]).toEqual({
        reason: "already_acknowledged",
        by: winner?.ackedBy,
        at: T0 + MINUTE,
        name,
      });
    }
  });

  test("is refused when the alert has rung since it was seen, not when it was merely noted upon", async () => {
    const id = await raise();
    await act(id, { type: "noted", text: "đang xem", at: T0 }, "user:binh");
    expect(await act(id, ack(), "user:an", 1)).toMatchObject({ response: "ack" });
    const up: Verdict = {
      type: "level_changed",
      up: true,
      at: T0,
      priority: 2,
      level: "bd2",
      value: 7,
      limit: 7,
      peak: 7,
    };
    await tx(db.pool, (client) => recordSignals(client, [signal(0, up)]));
    expect(await act(id, ack(), "user:an", 3)).toEqual({ reason: "rang_again" });
    expect(await act(id, ack(), "user:an", 4)).toMatchObject({ response: "ack", level: "bd2" });
  });

  test("on an alert that is not there is refused", async () => {
    expect(await act(99_999, ack())).toEqual({ reason: "unknown_alert" });
  });
});

describe("what rules say", () => {
  test("changes nothing when it is said again", async () => {
    const id = await raise();
    expect(await tx(db.pool, (client) => recordSignals(client, [signal(0, raised(T0 + 1))]))).toEqual([]);
    expect((await alertById(db.pool, id))?.events).toHaveLength(1);
  });

  test("within and after the re-arm time is the same alert while it is open, and rings", async () => {
    const id = await raise();
    await act(id, ack());
    const say = (...v: Verdict[]) => tx(db.pool, (client) => recordSignals(client, [signal(0, ...v)]));
    await say(returned(T0 + 2 * MINUTE), raised(T0 + 3 * MINUTE));
    expect(await openAlerts(db.pool)).toMatchObject([
      { id, occurrences: 2, process: "active", response: "unack" },
    ]);
    await say(returned(T0 + 4 * MINUTE));
    await say(raised(T0 + 60 * MINUTE));
    expect(await openAlerts(db.pool)).toMatchObject([{ id, occurrences: 3, response: "unack" }]);
  });

  test("after the alert was closed is a new one", async () => {
    const id = await raise();
    await act(id, ack());
    await tx(db.pool, (client) => recordSignals(client, [signal(0, returned(T0 + MINUTE))]));
    await act(id, { type: "closed", at: T0 + 2 * MINUTE });
    const next = await raise();
    expect(next).not.toBe(id);
    expect(await closedAlerts(db.pool, { limit: 10 })).toMatchObject([{ id }]);
    expect((await alertById(db.pool, id))?.alert).toMatchObject({
      occurrences: 1,
      closedAt: T0 + 2 * MINUTE,
    });
  });

  test("at once by two processes begins one alert", async () => {
    for (let n = 0; n < 20; n++) {
      const both = await Promise.all([raise(n), raise(n)]);
      expect(both.filter((id) => id !== undefined)).toHaveLength(1);
    }
    const { rows } = await db.pool.query("SELECT count(*) FROM alert_event");
    expect(rows[0].count).toBe(20);
  });

  test("in bulk costs a handful of statements", async () => {
    const statements: string[] = [];
    await tx(db.pool, async (client) => {
      const query = client.query.bind(client);
      const counting = Object.create(client, {
        query: {
          value: (q: { name?: string }, ...rest: []) => {
            statements.push(q.name ?? String(q));
            return query(q as never, ...rest);
          },
        },
      });
      await recordSignals(
        counting,
        series.map((_, n) => signal(n, raised(T0), returned(T0 + 1))),
      );
    });
    expect(statements).toEqual([
      "SAVEPOINT signals",
      "alert-lock-open",
      "alert-insert",
      "RELEASE SAVEPOINT signals",
      "inhibition-symptoms",
      "maintenance-covered",
      "flood-annunciations",
      "escalation-policies",
      "alert-event-insert",
      "bus-publish",
    ]);
    expect(await openFolds(db.pool)).toHaveLength(series.length);
  });
});

describe("the clock", () => {
  test("closes low alerts that were seen, five minutes after their return, and no urgent ones", async () => {
    const low = await raise(0, 3);
    const high = await raise(1, 2);
    const unseen = await raise(2, 4);
    await act(low, ack());
    await act(high, ack());
    const back = [0, 1, 2].map((n) => signal(n, returned(T0 + 2 * MINUTE)));
    await tx(db.pool, (client) => recordSignals(client, back));
    const tick = (minute: number) => tx(db.pool, (client) => recordDue(client, T0 + minute * MINUTE));
    await tick(6.9);
    expect((await openAlerts(db.pool)).map((a) => a.id).sort()).toEqual([low, high, unseen]);
    await tick(7);
    expect((await openAlerts(db.pool)).map((a) => a.id).sort()).toEqual([high, unseen]);
    expect(await tick(8)).toBe(0);
    expect(await openCounts(db.pool)).toEqual([
      { priority: 2, open: 1, ringing: 0, hidden: 0 },
      { priority: 4, open: 1, ringing: 0, hidden: 0 },
    ]);
  });

  test("takes an acknowledgement without progress back, then leaves the alert to people", async () => {
    const id = await raise(0, 1);
    await act(id, ack(T0));
    await tx(db.pool, (client) => recordDue(client, T0 + 15 * MINUTE));
    const [alert] = await openAlerts(db.pool);
    expect(alert).toMatchObject({ id, response: "unack", rungAt: T0 + 15 * MINUTE, rungSeq: 3 });
    expect(await tx(db.pool, (client) => recordDue(client, T0 + 99 * MINUTE))).toBe(0);
  });
});

describe("the log", () => {
  test("folds to exactly what is stored, whatever was tried", async () => {
    const any: fc.Arbitrary<Happening>[] = [
      fc.constant({ type: "acknowledged", at: T0 }),
      fc.constant({ type: "progress_started", at: T0 + 1 }),
      fc.constant({ type: "noted", text: "ghi chú", at: T0 + 2 }),
      fc.constant({ type: "assigned", to: "user:binh", at: T0 + 2 }),
      fc.constant({ type: "closed", note: "xong", at: T0 + 3 }),
      fc.constant({ type: "shelved", until: T0 + MINUTE, why: "bảo dưỡng", at: T0 + 4 }),
      fc.constant({ type: "unshelved", reason: "by_hand", at: T0 + 5 }),
    ];
    const verdict: fc.Arbitrary<Verdict> = fc.oneof(
      fc.constant(raised(T0 + 7, 2, "bd2")),
      fc.constant(raised(T0 + 7.25, 3, "bd1")),
      fc.constant(returned(T0 + 8)),
      fc.constant<Verdict>({ type: "stale", at: T0 + 9 }),
      fc.constant<Verdict>({ type: "resumed", at: T0 + 10, value: 6.25 }),
      fc.constant<Verdict>({ type: "peaked", at: T0 + 11, peak: 7.125 }),
    );
    const step = fc.oneof({ weight: 2, arbitrary: fc.oneof(...any) }, { weight: 3, arbitrary: verdict });
    let n = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 15 }), async (steps) => {
        const at = n++ % series.length;
        await raise(at);
        const [open] = (await openFolds(db.pool)).filter((a) => a.seriesId === series[at]);
        for (const one of steps) {
          if (isVerdict(one)) await tx(db.pool, (c) => recordSignals(c, [signal(at, one)]));
          else await act((open as Alert).id, one);
        }
      }),
      { numRuns: 40, seed: 3 },
    );
    const { rows } = await db.pool.query<{ id: number }>("SELECT id FROM alert ORDER BY id");
    expect(rows.length).toBeGreaterThanOrEqual(40);
    for (const { id } of rows) {
      const detail = await alertById(db.pool, id);
      const folded = fold(detail?.events ?? []);
      expect(detail?.alert).toMatchObject({ ...folded, id });
      expect(detail?.events.map((e) => e.seq)).toEqual(detail?.events.map((_, i) => i + 1));
    }
  });

  test("cannot be rewritten", async () => {
    const id = await raise();
    await expect(
      db.pool.query("UPDATE alert_event SET actor = 'x' WHERE alert_id = $1", [id]),
    ).rejects.toThrow("append-only");
    await expect(db.pool.query("DELETE FROM alert_event WHERE alert_id = $1", [id])).rejects.toThrow(
      "append-only",
    );
  });
});

function isVerdict(one: Happening | Verdict): one is Verdict {
  return ["raised", "returned", "stale", "resumed", "peaked"].includes(one.type);
}

function subscribeOnce(notice: (payload: string) => void) {
  let up: () => void = () => {};
  const ready = new Promise<void>((done) => {
    up = done;
  });
  const { close } = subscribe(db.url, ["alert"], { notice: (_, payload) => notice(payload), connected: up });
  return { ready, close };
}
