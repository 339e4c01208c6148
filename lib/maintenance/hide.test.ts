import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Verdict } from "#lib/alert/event.ts";
import { record, recordDue } from "#lib/alert/record.ts";
import { openFolds } from "#lib/alert/sql.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { clear, MINUTE, raised, returned, say, seedSituation, signal, T0 } from "#lib/incident/testing.ts";
import type { MaintenanceTarget } from "./model.ts";
import { openMaintenance } from "./sql.ts";
import { tendMaintenance } from "./tend.ts";

let db: TestDatabase;
let series: number[];
let assets: { id: number; key: string }[];
beforeAll(async () => {
  db = await testDatabase();
  series = await seedSituation(db.pool, 20);
  assets = (
    await db.pool.query<{ id: number; key: string }>(
      "SELECT a.id, a.key FROM asset a JOIN series s ON s.asset_id = a.id ORDER BY s.id",
    )
  ).rows;
});
afterAll(() => db?.drop());
beforeEach(() => clear(db.pool));

const gauge = (n: number, ...verdicts: Verdict[]) =>
  signal(
    { object: `series:${series[n]}`, series: series[n], asset: assets[n]?.id, group: null },
    ...verdicts,
  );
async function window(
  target: MaintenanceTarget,
  from: number,
  until: number,
  order = "LL-7",
): Promise<number> {
  const { rows } = await db.pool.query<{ id: number }>(
    `INSERT INTO maintenance (work_order, target, from_at, until_at, why, state, proposed_by, proposed_at, decided_by,
       decided_at)
     VALUES ($1, $2, $3, $4, 'Thay cảm biến', 'approved', 'user:an', $3, 'user:binh', $3) RETURNING id`,
    [order, JSON.stringify(target), new Date(from), new Date(until)],
  );
  return rows[0]?.id as number;
}
/** As each second: the clock of alerts, then that of windows. */
const tick = (now: number) =>
  tx(db.pool, async (client) => {
    await recordDue(client, now);
    await tendMaintenance(client, now);
  });
const announced = async () => (await db.pool.query("SELECT FROM annunciation")).rowCount;
async function state() {
  const folds = await openFolds(db.pool);
  return folds.map(({ visibility, process, hiddenWhy }) => [visibility, process, hiddenWhy].join(" ").trim());
}
const first = () => ({ assets: [assets[0]?.key as string] });

describe("a maintenance window", () => {
  test("hides the alerts of its target from its start to its end: those that stand, and new ones before they ring", async () => {
    await say(db.pool, gauge(0, raised(T0)));
    await window(
      { assets: [assets[0]?.key as string, assets[1]?.key as string] },
      T0 + MINUTE,
      T0 + 10 * MINUTE,
    );
    await tick(T0 + 30_000);
    expect(await state()).toEqual(["shown active"]);
    await tick(T0 + MINUTE);
    expect(await state()).toEqual(["maintenance active LL-7"]);
    await say(db.pool, gauge(1, raised(T0 + 2 * MINUTE)), gauge(2, raised(T0 + 2 * MINUTE)));
    expect((await state()).sort()).toEqual([
      "maintenance active LL-7",
      "maintenance active LL-7",
      "shown active",
    ]);
    expect(await announced()).toBe(2);
    expect(await openMaintenance(db.pool)).toMatchObject([{ state: "running", hidden: 2 }]);
    await tick(T0 + 10 * MINUTE);
    expect(await state()).toEqual(["shown active", "shown active", "shown active"]);
    // Both that still stand ring, the one that was never heard for the first time.
    expect(await announced()).toBe(4);
    expect(await openMaintenance(db.pool)).toEqual([]);
  });

  test("asks nobody to answer what began and ended within it", async () => {
    await window(first(), T0, T0 + 10 * MINUTE);
    await tick(T0);
    await say(db.pool, gauge(0, raised(T0 + 1)));
    await say(db.pool, gauge(0, returned(T0 + 2)));
    expect(await state()).toEqual([]);
  });

  test("that overlaps another hides until the last of them ends, without a ring in between", async () => {
    await window(first(), T0, T0 + 10 * MINUTE, "A");
    await tick(T0);
    await say(db.pool, gauge(0, raised(T0 + 1)));
    await window(first(), T0 + 5 * MINUTE, T0 + 20 * MINUTE, "B");
    for (let m = 1; m <= 10; m++) await tick(T0 + m * MINUTE);
    expect(await state()).toEqual(["maintenance active B"]);
    expect(await announced()).toBe(0);
    await tick(T0 + 20 * MINUTE);
    expect(await state()).toEqual(["shown active"]);
  });

  test("that is called off shows its alerts within a second", async () => {
    const id = await window(first(), T0, T0 + 10 * MINUTE);
    await tick(T0);
    await say(db.pool, gauge(0, raised(T0 + 1)));
    await db.pool.query("UPDATE maintenance SET state = 'cancelled' WHERE id = $1", [id]);
    await tick(T0 + 2_000);
    expect(await state()).toEqual(["shown active"]);
    expect(await announced()).toBe(1);
  });

  test.each([
    ["feeds", { feeds: ["gauges"] }, 3],
    ["rules", { rules: ["flood"] }, 3],
    ["unit", { unit: "21853" }, 2],
    ["others", { unit: "00000" }, 0],
  ] as [string, MaintenanceTarget, number][])("can be aimed at %s", async (_, target, hidden) => {
    await say(db.pool, gauge(0, raised(T0)), gauge(1, raised(T0)), gauge(12, raised(T0)));
    await window(target, T0, T0 + MINUTE);
    await tick(T0 + 1);
    expect((await state()).filter((s) => s.startsWith("maintenance"))).toHaveLength(hidden);
  });

  test("leaves an alert in sight that somebody showed again", async () => {
    await window(first(), T0, T0 + 10 * MINUTE);
    await tick(T0);
    const [id] = await say(db.pool, gauge(0, raised(T0 + 1)));
    const event = { type: "maintenance_ended", reason: "by_hand", at: T0 + 2 } as const;
    await tx(db.pool, (c) => record(c, { alertId: id as number, event, actor: "user:admin" }));
    await tick(T0 + 3_000);
    expect(await state()).toEqual(["shown active"]);
  });

  test("whose whole time passed while nothing ran ends without having begun", async () => {
    await window(first(), T0, T0 + MINUTE);
    await tick(T0 + 5 * MINUTE);
    const { rows } = await db.pool.query("SELECT state, started_at FROM maintenance");
    expect(rows).toEqual([{ state: "ended", started_at: null }]);
  });

  test("that nobody decided in time lapses, and waits no more on any screen", async () => {
    const id = await window(first(), T0, T0 + MINUTE);
    await db.pool.query(
      "UPDATE maintenance SET state = 'proposed', decided_by = NULL, decided_at = NULL WHERE id = $1",
      [id],
    );
    await tick(T0 + MINUTE - 1);
    expect(await openMaintenance(db.pool)).toMatchObject([{ id, state: "proposed" }]);
    await tick(T0 + MINUTE);
    expect(await openMaintenance(db.pool)).toEqual([]);
    const { rows } = await db.pool.query("SELECT state, ended_by FROM maintenance");
    expect(rows).toEqual([{ state: "cancelled", ended_by: "job:maintenance" }]);
  });

  test("is never approved by the one who proposed it", async () => {
    await window(first(), T0, T0 + MINUTE);
    await expect(db.pool.query("UPDATE maintenance SET decided_by = proposed_by")).rejects.toThrow("check");
  });
});
