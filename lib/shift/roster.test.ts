import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { auditOf } from "#lib/audit/sql.ts";
import { type TestDatabase, testDatabase } from "#lib/db/testing.ts";
import { tx } from "#lib/db/tx.ts";
import { gapOf, holesOf, type Place, type RosterAsk, tiredOf } from "./model.ts";
import { changeRoster } from "./roster.ts";
import { onDuty, shiftsOfDays } from "./sql.ts";
import { seedStaff } from "./testing.ts";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await seedStaff(db.pool, { an: "lead", binh: "lead", chi: "duty", dung: "duty", em: "leader" });
});
afterAll(() => db?.drop());
beforeEach(() =>
  db.pool.query("TRUNCATE shift, shift_member, roster_change, handover, handover_check, handover_signature"),
);

const BEFORE = Date.parse("2026-11-29T00:00:00+07:00");

const change = (ask: RosterAsk, now = BEFORE) =>
  tx(db.pool, (client) => changeRoster(client, { ask, actor: "user:an", now }));
const shifts = (from = "2026-11-30", to = "2026-12-07") => shiftsOfDays(db.pool, from, to);
const crewOf = (...places: [string, "lead" | "duty"][]): Place[] =>
  places.map(([userId, role]) => ({ userId, role }));
const local = (ms: number) => new Date(ms + 7 * 3_600_000).toISOString().slice(0, 16);

async function planned(pattern = "3x8", days = 1) {
  await change({ type: "plan", pattern, from: "2026-11-30", days });
  return shifts();
}
async function staffed(shiftId: number, ...places: [string, "lead" | "duty"][]) {
  const [shift] = (await shifts()).filter((one) => one.id === shiftId);
  const seen = crewOf(...((shift?.crew ?? []).map((m) => [m.userId, m.role]) as [string, "lead" | "duty"][]));
  return change({ type: "crew", shiftId, crew: crewOf(...places), seen });
}

describe("planning", () => {
  test("lays a pattern over days by local time; the night shift ends on the next day", async () => {
    const made = await planned("3x8", 2);
    expect(made.map((s) => [s.day, local(s.startsAt), local(s.endsAt)])).toEqual([
      ["2026-11-30", "2026-11-30T06:00", "2026-11-30T14:00"],
      ["2026-11-30", "2026-11-30T14:00", "2026-11-30T22:00"],
      ["2026-11-30", "2026-11-30T22:00", "2026-12-01T06:00"],
      ["2026-12-01", "2026-12-01T06:00", "2026-12-01T14:00"],
      ["2026-12-01", "2026-12-01T14:00", "2026-12-01T22:00"],
      ["2026-12-01", "2026-12-01T22:00", "2026-12-02T06:00"],
    ]);
    expect(holesOf(made)).toEqual([]);
  });

  test("does not touch what is planned, and refuses when nothing would be new", async () => {
    await planned();
    expect(await change({ type: "plan", pattern: "3x8", from: "2026-11-30", days: 2 })).toMatchObject({
      made: 3,
    });
    expect(await change({ type: "plan", pattern: "3x8", from: "2026-11-30", days: 2 })).toEqual({
      reason: "nothing_to_plan",
    });
    expect(await change({ type: "plan", pattern: "4x6", from: "2026-11-30", days: 1 })).toEqual({
      reason: "unknown_pattern",
    });
  });

  test("where a day shift of another pattern overlaps, the one that stands stays, and the hole is told", async () => {
    await planned("3x8");
    await change({ type: "plan", pattern: "2x12", from: "2026-12-01", days: 1 });
    const all = await shifts();
    expect(all.map((s) => local(s.startsAt))).toEqual([
      "2026-11-30T06:00",
      "2026-11-30T14:00",
      "2026-11-30T22:00",
      "2026-12-01T07:00",
      "2026-12-01T19:00",
    ]);
    expect(holesOf(all).map((h) => [local(h.from), local(h.to)])).toEqual([
      ["2026-12-01T06:00", "2026-12-01T07:00"],
    ]);
  });
});

describe("people", () => {
  test("stand in a shift with their role, and are on duty then", async () => {
    const [, , night] = await planned();
    expect(await staffed(night?.id as number, ["an", "lead"], ["chi", "duty"])).toMatchObject({ crews: 1 });
    const names = (await onDuty(db.pool, Date.parse("2026-12-01T02:00:00+07:00"))).map((p) => p.userId);
    expect(names).toEqual(["an", "chi"]);
  });

  test.each([
    [
      "twice",
      [
        ["chi", "duty"],
        ["chi", "lead"],
      ],
      "already_on_shift",
    ],
    [
      "with two leads",
      [
        ["an", "lead"],
        ["binh", "lead"],
      ],
      "two_leads",
    ],
    ["led by who is no lead", [["chi", "lead"]], "not_a_lead"],
    ["with a leader", [["em", "duty"]], "cannot_serve"],
    ["with nobody we know", [["zz", "duty"]], "cannot_serve"],
  ] as const)("a shift is not made up %s", async (_, places, reason) => {
    const [first] = await planned();
    expect(await staffed(first?.id as number, ...(places as unknown as [string, "duty"][]))).toEqual({
      reason,
    });
    expect((await shifts())[0]?.crew).toEqual([]);
  });

  test("nobody overwrites what they have not seen", async () => {
    const [first] = await planned();
    await staffed(first?.id as number, ["an", "lead"]);
    const ask = {
      type: "crew" as const,
      shiftId: first?.id as number,
      crew: crewOf(["binh", "lead"]),
      seen: [],
    };
    expect(await change(ask)).toEqual({ reason: "roster_changed" });
  });

  test("a shift that is over keeps its people", async () => {
    const [first] = await planned();
    const ask = {
      type: "crew" as const,
      shiftId: first?.id as number,
      crew: crewOf(["an", "lead"]),
      seen: [],
    };
    expect(await change(ask, first?.endsAt)).toEqual({ reason: "shift_over" });
  });

  test("gaps and short rests are told", async () => {
    const [morning, noon] = await planned();
    expect(gapOf(morning as never)).toBe("no_crew");
    await staffed(morning?.id as number, ["chi", "duty"]);
    await staffed(noon?.id as number, ["an", "lead"], ["chi", "duty"]);
    const now = await shifts();
    expect(now.map(gapOf)).toEqual(["no_lead", null, "no_crew"]);
    expect([...tiredOf(now)]).toEqual([`${noon?.id} chi`]);
    await db.pool.query(`UPDATE auth."user" SET banned = true WHERE id = 'an'`);
    expect((await shifts()).map(gapOf)).toEqual(["no_lead", "no_lead", "no_crew"]);
    await db.pool.query(`UPDATE auth."user" SET banned = false WHERE id = 'an'`);
  });
});

describe("swapping", () => {
  test("two people change places, each in the other's role", async () => {
    const [morning, noon] = await planned();
    const [a, b] = [morning?.id as number, noon?.id as number];
    await staffed(a, ["an", "lead"], ["chi", "duty"]);
    await staffed(b, ["binh", "lead"], ["dung", "duty"]);
    const seats = { a: { shiftId: a, userId: "chi" }, b: { shiftId: b, userId: "dung" } };
    expect(await change({ type: "swap", ...seats })).toMatchObject({ crews: 2 });
    expect((await shifts()).map((s) => s.crew.map((m) => m.userId))).toEqual([
      ["an", "dung"],
      ["binh", "chi"],
      [],
    ]);
  });

  test("is refused where it would put somebody in one shift twice, or make a duty person lead", async () => {
    const [morning, noon] = await planned();
    const [a, b] = [morning?.id as number, noon?.id as number];
    await staffed(a, ["an", "lead"], ["chi", "duty"]);
    await staffed(b, ["binh", "lead"], ["chi", "duty"]);
    const swap = (x: string, y: string) =>
      change({ type: "swap", a: { shiftId: a, userId: x }, b: { shiftId: b, userId: y } });
    expect(await swap("an", "chi")).toEqual({ reason: "already_on_shift" });
    expect(await swap("dung", "chi")).toEqual({ reason: "not_on_shift" });
    await staffed(b, ["binh", "lead"], ["dung", "duty"]);
    expect(await swap("an", "dung")).toEqual({ reason: "not_a_lead" });
  });
});

describe("copying a week", () => {
  test("makes and fills the shifts of the other week, and leaves those that have people", async () => {
    await planned("3x8", 7);
    const [first, second] = await shifts();
    await staffed(first?.id as number, ["an", "lead"]);
    await staffed(second?.id as number, ["binh", "lead"], ["chi", "duty"]);
    const ask = { type: "copy_week" as const, from: "2026-11-30", to: "2026-12-07" };
    expect(await change(ask)).toMatchObject({ made: 21, crews: 2 });
    const copied = await shifts("2026-12-07", "2026-12-14");
    expect(copied.slice(0, 3).map((s) => s.crew.map((m) => m.userId))).toEqual([["an"], ["binh", "chi"], []]);
    expect(local(copied[0]?.startsAt as number)).toBe("2026-12-07T06:00");
    expect(await change(ask)).toEqual({ reason: "nothing_to_copy" });
  });
});

describe("undoing", () => {
  test("takes each kind of change back, the newest first", async () => {
    const plan = await change({ type: "plan", pattern: "2x12", from: "2026-11-30", days: 1 });
    const [day] = await shifts();
    const crew = await staffed(day?.id as number, ["an", "lead"]);
    const copy = await change({ type: "copy_week", from: "2026-11-30", to: "2026-12-07" });
    const gone = await change({ type: "clear", from: "2026-11-30", days: 7 });
    expect(await shifts()).toEqual([]);
    for (const done of [gone, copy, crew, plan]) {
      expect(await change({ type: "undo", change: (done as { change: number }).change })).toHaveProperty(
        "change",
      );
      if (done === gone)
        expect((await shifts()).map((s) => s.crew.map((m) => m.userId))).toEqual([["an"], []]);
      if (done === copy) expect(await shifts("2026-12-07", "2026-12-14")).toEqual([]);
      if (done === crew) expect((await shifts()).map((s) => s.crew)).toEqual([[], []]);
    }
    expect(await shifts()).toEqual([]);
  });

  test("is refused for what is not the newest, was taken back, or is over", async () => {
    const [first] = await planned();
    const a = await staffed(first?.id as number, ["an", "lead"]);
    const b = await staffed(first?.id as number, ["binh", "lead"]);
    const undo = (done: unknown, now?: number) =>
      change({ type: "undo", change: (done as { change: number }).change }, now);
    expect(await undo(a)).toEqual({ reason: "nothing_to_undo" });
    expect(await undo(b, first?.endsAt)).toEqual({ reason: "shift_over" });
    await undo(b);
    expect(await undo(b)).toEqual({ reason: "nothing_to_undo" });
    expect((await shifts())[0]?.crew.map((m) => m.userId)).toEqual(["an"]);
  });
});

test("a change is audited, and its row cannot be rewritten", async () => {
  const done = await change({ type: "plan", pattern: "3x8", from: "2026-11-30", days: 1 });
  const { change: id } = done as { change: number };
  expect(await auditOf(db.pool, `roster:${id}`)).toMatchObject([{ actor: "user:an", action: "roster.plan" }]);
  await expect(db.pool.query("UPDATE roster_change SET actor = 'user:x'")).rejects.toThrow("append-only");
  await expect(db.pool.query("DELETE FROM roster_change")).rejects.toThrow("append-only");
});
