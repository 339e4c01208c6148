import { describe, expect, test } from "vitest";
import { askSchema } from "#lib/alert/act.ts";
import type { Hand } from "#lib/alert/duty.ts";
import { askOf, type Draft, mustSay, type Offered, offersOf, shelfPresets } from "./acts.ts";
import { alertRow } from "./testing.ts";

const hand = (role: Hand["role"], own = false): Hand => ({ role, own });
const offered = (...given: Parameters<typeof offersOf>) =>
  Object.fromEntries(offersOf(...given).map(({ action, why }) => [action, why]));

describe("the buttons", () => {
  test("of duty for a ringing alert: each that waits says for what", () => {
    expect(offered(alertRow({ priority: 3, worst: 3 }), hand("duty"), 2_000)).toEqual({
      start: "not_acknowledged",
      close: "not_returned",
      note: null,
      assign: null,
      share: null,
      shelve: null,
    });
  });

  test("of duty for P1: what only a shift lead may is said", () => {
    const row = alertRow({ priority: 1, worst: 1, process: "returned", response: "ack", ackedAt: 2 });
    expect(offered(row, hand("duty"), 2_000)).toMatchObject({
      shelve: "too_urgent_for_role",
      close: "too_urgent_for_role",
      start: null,
    });
    expect(offered(row, hand("lead"), 2_000)).toMatchObject({ shelve: null, close: null });
  });

  test("of a leader are orders and comments, of an administrator hiding", () => {
    expect(Object.keys(offered(alertRow(), hand("leader"), 2_000))).toEqual(["order", "note", "assign"]);
    expect(Object.keys(offered(alertRow(), hand("admin"), 2_000))).toEqual(["suppress", "maintain"]);
  });

  test("of an agency are there for its own alerts alone", () => {
    expect(offersOf(alertRow(), hand("agency"), 2_000)).toEqual([]);
    expect(offered(alertRow({ priority: 3, worst: 3 }), hand("agency", true), 2_000)).toMatchObject({
      shelve: null,
    });
  });

  test("a hidden alert offers the way back, a requested P1 shelf is signed elsewhere, a closed one offers nothing", () => {
    const shelved = alertRow({ visibility: "shelved", hiddenUntil: 9_000 });
    expect(offered(shelved, hand("duty"), 2_000)).toMatchObject({ unshelve: null });
    expect(offered(shelved, hand("duty"), 2_000)).not.toHaveProperty("shelve");
    const asked = alertRow({ priority: 1, shelfAsked: { by: "user:a", at: 1, until: 9_000, why: "x" } });
    expect(offered(asked, hand("lead"), 2_000)).not.toHaveProperty("shelve");
    expect(offersOf(alertRow({ response: "done", process: "returned" }), hand("lead"), 2_000)).toEqual([]);
  });
});

describe("what is asked", () => {
  const draft: Draft = { text: " Đã gọi ", minutes: 30, to: "user:binh" };
  test.each([
    "start",
    "close",
    "order",
    "note",
    "assign",
    "share",
    "shelve",
    "unshelve",
    "suppress",
    "unsuppress",
    "maintain",
    "unmaintain",
  ] as const satisfies readonly Offered[])("%s fits what the server takes", (action) => {
    const said = action.startsWith("un") ? { ...draft, text: "" } : draft;
    expect(askSchema.safeParse(askOf(action, said)).error).toBeUndefined();
  });

  test("an empty closing note is none, and may be left out for low alerts alone", () => {
    expect(askOf("close", { ...draft, text: "  " })).toEqual({ type: "close" });
    expect(mustSay(alertRow({ worst: 3 }), "close")).toBe(false);
    expect(mustSay(alertRow({ worst: 2 }), "close")).toBe(true);
    expect(mustSay(alertRow({ worst: 4, latched: true }), "close")).toBe(true);
  });
});

test("a role is offered the shelves that it may ask for", () => {
  expect(shelfPresets("duty")).toEqual([15, 30, 60]);
  expect(shelfPresets("lead")).toEqual([15, 30, 60, 120, 240, 480]);
  expect(shelfPresets("leader")).toEqual([]);
});
