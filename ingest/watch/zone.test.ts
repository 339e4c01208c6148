import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openAlerts } from "#lib/alert/sql.ts";
import { response } from "#lib/alert/testing.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { Quality } from "#lib/reading/model.ts";
import type { RuleInput } from "#lib/rule/model.ts";
import { upsertRule } from "#lib/rule/sql.ts";
import { saveZone } from "#lib/zone/sql.ts";
import { openSink } from "../sink.ts";
import { createWatch } from "../watch.ts";
import { openStage, Rollback, seedVessels, squareZone, T0 } from "./testing.ts";

let db: TestDatabase;
let boat: number;
let other: number;
let stage: ReturnType<typeof openStage>;

const MIDDLE = [110, 14] as const;
const FAR = [112, 14] as const;
/** A tenth of a degree is 10.8 km here: 1 km outside the eastern edge. */
const NEAR = [110.1 + 1 / 108, 14] as const;
const PORT = [109.2, 13.8] as const;

beforeAll(async () => {
  db = await testDatabase();
  [boat, other] = (await seedVessels(db.pool, 2)) as [number, number];
  await saveZone(db.pool, squareZone("vung-cam", "restricted", MIDDLE));
  await saveZone(db.pool, squareZone("cang", "port", PORT));
});
afterAll(() => db?.drop());
beforeEach(async () => {
  stage = openStage(db);
  await stage.clear();
});

function rule(params: object, more: Partial<RuleInput> = {}): RuleInput {
  return {
    id: "zone-rule",
    kind: "zone",
    nameVi: "Tàu vào vùng",
    nameEn: "Vessel in a zone",
    params: { zoneKind: "restricted", ...params },
    target: { moving: { kind: "vessel" } },
    priority: 1,
    response,
    ...more,
  };
}

describe("a zone", () => {
  test("rings for who enters it and returns when it is left beyond the deadband", async () => {
    await stage.under(rule({ when: "enters", deadbandM: 2_000 }));
    await stage.see(0, boat, FAR);
    await stage.see(10, boat, MIDDLE);
    await stage.see(10, other, FAR);
    expect(await stage.open()).toEqual([`asset:${boat} active unack inside`]);
    await stage.see(20, boat, NEAR);
    expect(await stage.open()).toEqual([`asset:${boat} active unack inside`]);
    await stage.see(30, boat, FAR);
    expect(await stage.log()).toEqual(["10 raised inside", "30 returned"]);
    await db.pool.query("UPDATE asset SET lon = 109, lat = 13");
    const [alert] = await openAlerts(db.pool);
    expect([alert?.asset?.lon, alert?.asset?.lat]).toEqual(FAR);
  });

  test("warns in the buffer with its own priority, and rises at the edge", async () => {
    await stage.under(rule({ when: "enters", bufferM: 5_556, bufferPriority: 3 }));
    await stage.see(0, boat, NEAR);
    await stage.see(10, boat, MIDDLE);
    const { rows } = await db.pool.query(
      `SELECT type, data->>'level' AS level, (data->>'priority')::int AS priority, (data->>'value')::int AS metres
       FROM alert_event ORDER BY seq`,
    );
    expect(rows).toMatchObject([
      { type: "raised", level: "near", priority: 3 },
      { type: "level_changed", level: "inside", priority: 1 },
    ]);
    expect(rows[0].metres).toBeGreaterThan(-1_020);
    expect(rows[0].metres).toBeLessThan(-980);
  });

  test("rings for who leaves it", async () => {
    await stage.under(rule({ when: "leaves" }));
    await stage.see(0, boat, MIDDLE);
    expect(await stage.open()).toEqual([]);
    await stage.see(10, boat, FAR);
    expect(await stage.open()).toEqual([`asset:${boat} active unack outside`]);
  });

  test("rings for who stays longer than allowed, by the clock alone and for that moment", async () => {
    await stage.under(rule({ when: "stays", minutes: 0.25 }));
    await stage.see(0, boat, MIDDLE);
    await stage.tick(14);
    expect(await stage.open()).toEqual([]);
    await stage.tick(17);
    expect(await stage.log()).toEqual(["15 raised stays"]);
  });

  test("forgets a stay that nobody watched", async () => {
    await stage.under(rule({ when: "stays", minutes: 2 }));
    await stage.see(0, boat, MIDDLE);
    await stage.tick(40);
    await stage.see(119, boat, MIDDLE);
    await stage.tick(130);
    expect(await stage.open()).toEqual([]);
  });

  test("counts a stay across a restart", async () => {
    await stage.under(rule({ when: "stays", minutes: 0.4 }));
    await stage.see(0, boat, MIDDLE);
    await stage.restart();
    await stage.see(10, boat, MIDDLE);
    await stage.restart();
    await stage.see(20, boat, MIDDLE);
    await stage.tick(25);
    expect(await stage.log()).toEqual(["24 raised stays"]);
  });

  test("rings for nobody slower than asked, nor in an excepted zone", async () => {
    await saveZone(db.pool, squareZone("cang-trong", "berth", MIDDLE));
    await stage.under(
      rule({ when: "enters", minSpeed: 5 }),
      rule({ when: "enters", exceptKind: "berth" }, { id: "not-at-berth" }),
    );
    await stage.see(0, boat, MIDDLE, { speed: 2 });
    expect(await stage.open()).toEqual([]);
    await stage.see(10, boat, MIDDLE, { speed: 12 });
    expect(await stage.log()).toEqual(["10 raised inside"]);
    await db.pool.query("DELETE FROM zone WHERE id = 'cang-trong'");
  });

  test("holds only while it is valid", async () => {
    await saveZone(db.pool, squareZone("cu", "old", MIDDLE, { validTo: "2025-11-19" }));
    await stage.under(rule({ zoneKind: "old", when: "enters" }));
    await stage.see(10, boat, MIDDLE);
    expect(await stage.open()).toEqual([]);
  });

  test("hears duplicates, late and suspect positions without ringing", async () => {
    await stage.under(rule({ when: "enters" }));
    await stage.see(0, boat, FAR);
    await stage.see(20, boat, MIDDLE, { at: -10 });
    await stage.see(21, boat, MIDDLE, { at: 0 });
    await stage.see(22, boat, MIDDLE, { quality: Quality.clockAhead });
    await stage.see(2_000, other, MIDDLE, { at: 100 });
    expect(await stage.open()).toEqual([]);
    expect(stage.stats()).toMatchObject({ late: 2, suspect: 1, history: 1 });
  });

  test("does not clear what is no longer seen", async () => {
    await stage.under(rule({ when: "enters" }));
    await stage.see(0, boat, MIDDLE);
    await stage.ticks(1, 31);
    expect(await stage.open()).toEqual([`asset:${boat} unknown unack inside`]);
    await stage.see(40, boat, MIDDLE);
    expect(await stage.open()).toEqual([`asset:${boat} active unack inside`]);
  });

  test("is as it was when the transaction fails, and rings once when it is tried again", async () => {
    await stage.under(rule({ when: "enters" }));
    const at = {
      assetId: boat,
      time: T0,
      lon: MIDDLE[0],
      lat: MIDDLE[1],
      speed: 9,
      course: null,
      quality: 0,
    };
    await expect(stage.storePositions([at], true)).rejects.toThrow(Rollback);
    await stage.storePositions([at]);
    await stage.storePositions([at]);
    expect(await stage.log()).toEqual(["0 raised inside"]);
  });

  test("is judged by the sink for the positions that it stores, once", async () => {
    await upsertRule(db.pool, rule({ when: "enters" }));
    const watch = createWatch({ pool: db.pool, clock: () => T0 });
    await watch.load();
    const sink = openSink({ pool: db.pool, judge: watch, now: () => T0, flushMs: 1 });
    const position = { assetId: boat, time: T0, lon: 110, lat: 14, speed: 9, course: null, quality: 0 };
    for (let i = 0; i < 2; i++) {
      await new Promise<unknown>((settle) => {
        const empty = { received: 1, readings: [], records: [], errors: [], graded: 0 };
        sink.add({ feedId: "vessels", ...empty, positions: [position, position], settle });
      });
    }
    await sink.close();
    expect(await stage.log()).toEqual(["0 raised inside"]);
  });
});

describe("two processes", () => {
  test("ring once for the same vessel", async () => {
    await stage.under(rule({ when: "enters" }));
    const twin = createWatch({ pool: db.pool, clock: () => T0 });
    await twin.load();
    await stage.see(0, boat, MIDDLE);
    const at = {
      assetId: boat,
      time: T0 + 1,
      lon: MIDDLE[0],
      lat: MIDDLE[1],
      speed: 9,
      course: null,
      quality: 0,
    };
    (await tx(db.pool, (client) => twin.judge(client, [], T0 + 1, [at])))();
    expect(await stage.log()).toEqual(["0 raised inside"]);
  });
});

const lost: RuleInput = {
  ...rule({}),
  id: "lost",
  kind: "lost-contact",
  params: {
    levels: [
      { id: "gap", priority: 4, hours: 0.01 },
      { id: "lost", priority: 2, hours: 0.02 },
    ],
    exceptKind: "port",
  },
};

describe("contact", () => {
  test("is lost by steps and found again with the next position", async () => {
    await stage.under(lost);
    await stage.see(0, boat, FAR);
    await stage.see(0, other, PORT);
    await stage.ticks(1, 36);
    expect(await stage.open()).toEqual([]);
    await stage.tick(37);
    expect(await stage.open()).toEqual([`asset:${boat} active unack gap`]);
    await stage.ticks(38, 73);
    expect(await stage.log()).toEqual(["36 raised gap", "72 level_changed lost"]);
    await stage.see(80, boat, FAR);
    await stage.tick(81);
    expect((await stage.log()).at(-1)).toBe("81 returned");
  });

  test("counts from before a restart, after one more period to speak", async () => {
    await stage.under(lost);
    await stage.see(0, boat, FAR);
    stage.set(60);
    await stage.restart();
    await stage.tick(69);
    expect(await stage.open()).toEqual([]);
    await stage.tick(71);
    expect(await stage.log()).toEqual(["70 raised gap"]);
    await stage.restart();
    await stage.tick(72);
    expect(await stage.open()).toEqual([`asset:${boat} active unack gap`]);
  });

  test("is not missed by whose late news says that it lay in port", async () => {
    await stage.under({
      ...lost,
      params: { ...(lost.params as object), levels: [{ id: "gap", priority: 4, hours: 1 }] },
    });
    await stage.see(0, boat, FAR);
    await stage.see(0, other, FAR);
    await stage.see(3_000, boat, PORT, { at: 600 });
    await stage.see(3_000, other, FAR, { at: 600 });
    await stage.ticks(4_190, 4_205);
    expect(await stage.open()).toEqual([`asset:${other} active unack gap`]);
  });

  test("is not lost when another process hears the vessel", async () => {
    await stage.under(lost);
    await stage.see(0, boat, FAR);
    await db.pool.query("UPDATE latest_position SET time = $1", [new Date(T0 + 30_000)]);
    await stage.tick(40);
    expect(await stage.open()).toEqual([]);
  });
});
