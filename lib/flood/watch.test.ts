import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { record } from "#lib/alert/record.ts";
import { subscribe } from "#lib/db/bus.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { clear, MINUTE, raised, say, seedSituation, signal, T0 } from "#lib/incident/testing.ts";
import { floodReport } from "./sql/report.ts";
import { floodSince, floods, runningFloods } from "./sql.ts";
import { tendFloods } from "./watch.ts";

let db: TestDatabase;
let series: number[];
beforeAll(async () => {
  db = await testDatabase();
  series = await seedSituation(db.pool, 40);
});
afterAll(() => db?.drop());
beforeEach(() => clear(db.pool));

const tick = (now: number) => tx(db.pool, (client) => tendFloods(client, now));
/** Alarms as they would have been written at these times. */
async function alarms(count: number, at: number, simulated = false): Promise<void> {
  await db.pool.query(
    "INSERT INTO annunciation (at, alert_id, priority, simulated) SELECT $2, n, 3, $3 FROM generate_series(1, $1) n",
    [count, new Date(at), simulated],
  );
}
const runs = async () => (await floodSince(db.pool)).real !== null;

describe("a flood", () => {
  test("begins above ten new alarms in ten minutes and ends below five, and not in between", async () => {
    await alarms(10, T0);
    await tick(T0 + 1_000);
    expect(await runs()).toBe(false);
    await alarms(1, T0 + MINUTE);
    await tick(T0 + MINUTE + 1_000);
    expect(await floodSince(db.pool)).toEqual({ real: T0 + MINUTE + 1_000, simulated: null });
    await alarms(4, T0 + 5 * MINUTE);
    // The first ten are older than ten minutes: 1 + 4 are left.
    await tick(T0 + 10 * MINUTE + 1_000);
    expect(await runningFloods(db.pool)).toMatchObject([{ rate: 5, peakRate: 11, alarms: 15 }]);
    await tick(T0 + 11 * MINUTE + 1_000);
    expect(await runs()).toBe(false);
    await tick(T0 + 12 * MINUTE);
    expect(await floods(db.pool, 10)).toMatchObject([
      { endedAt: T0 + 11 * MINUTE + 1_000, alarms: 15, peakRate: 11, hasReport: true },
    ]);
  });

  test("of simulated alarms is another than one of real ones", async () => {
    await alarms(11, T0, true);
    await tick(T0 + 1);
    expect(await floodSince(db.pool)).toEqual({ real: null, simulated: T0 + 1 });
  });

  test("is seen once by two who look at the same time, and told on the bus", async () => {
    await alarms(11, T0);
    const heard: string[] = [];
    let listening = () => {};
    const ready = new Promise<void>((done) => {
      listening = done;
    });
    const handlers = { notice: (_: string, payload: string) => heard.push(payload), connected: listening };
    const subscription = subscribe(db.url, ["incident"], handlers);
    await ready;
    await Promise.all([tick(T0 + 1), tick(T0 + 1)]);
    await expect.poll(() => heard.length).toBeGreaterThan(0);
    await subscription.close();
    expect(await floods(db.pool, 10)).toHaveLength(1);
    expect(heard).toEqual(['{"changed":"flood"}']);
  });

  test("counts what people were asked, by the clock of writing: neither late data nor symptoms nor time-outs", async () => {
    const gauge = (n: number) => ({ object: `series:${series[n]}`, series: series[n] as number });
    const old = Date.now() - 20 * MINUTE;
    const ids = await say(db.pool, ...Array.from({ length: 11 }, (_, n) => signal(gauge(n), raised(old))));
    await tick(Date.now() + 100);
    expect(await runningFloods(db.pool)).toMatchObject([{ rate: 11 }]);
    const act = (type: "acknowledged" | "unacknowledged") =>
      tx(db.pool, (c) =>
        record(c, {
          alertId: ids[0] as number,
          event: { at: old + 1, ...(type === "acknowledged" ? { type } : { type, reason: "still_active" }) },
          actor: "user:an",
        }),
      );
    await act("acknowledged");
    await act("unacknowledged");
    await tick(Date.now() + 100);
    expect(await runningFloods(db.pool)).toMatchObject([{ rate: 11 }]);
  });
});

describe("its report", () => {
  test("is made by itself at its end: priorities, incidents with their first-out, answers, peak, hidden", async () => {
    const gauge = (n: number) => ({ object: `series:${series[n]}`, series: series[n] as number });
    const now = Date.now();
    const ids = await say(
      db.pool,
      ...Array.from({ length: 12 }, (_, n) => signal(gauge(n), raised(now + n))),
    );
    await tick(now + 2_000);
    const [flood] = await runningFloods(db.pool);
    for (const alertId of ids.slice(0, 3)) {
      const event = { type: "acknowledged", at: now } as const;
      await tx(db.pool, (c) => record(c, { alertId, event, actor: "user:an" }));
    }
    const shelved = { type: "shelved", until: now + MINUTE, why: "đang đo", at: now } as const;
    await tx(db.pool, (c) => record(c, { alertId: ids[4] as number, event: shelved, actor: "user:an" }));
    expect(await floodReport(db.pool, flood?.id ?? 0)).toBeUndefined();
    await tick(now + 11 * MINUTE);
    expect(await floodReport(db.pool, flood?.id ?? 0)).toMatchObject({
      alarms: 12,
      peakRate: 12,
      simulated: false,
      byPriority: { 1: 0, 2: 0, 3: 12, 4: 0 },
      incidents: [
        { nameVi: "Lưu vực sông Kôn", alarms: 12, worst: 3, firstOut: { alertId: ids[0], raisedAt: now } },
      ],
      answers: { acknowledged: 3, unanswered: 9, p50Ms: expect.any(Number), p95Ms: expect.any(Number) },
      hidden: { suppressed: 0, shelved: 1, maintenance: 0 },
      rules: [{ id: "flood", alarms: 12 }],
    });
    const report = await floodReport(db.pool, flood?.id ?? 0);
    expect(report?.perTenMinutes.reduce((sum, { count }) => sum + count, 0)).toBe(12);
    await expect(db.pool.query("DELETE FROM flood_report")).rejects.toThrow("append-only");
  });
});
