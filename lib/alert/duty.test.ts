import { describe, expect, test } from "vitest";
import { fold } from "./apply.ts";
import { type Hand, mayAct, possible } from "./duty.ts";
import type { Change } from "./event.ts";
import type { Priority } from "./model.ts";

function alertOf(priority: Priority, ...more: Change[]) {
  const origin = {
    ruleId: "r",
    object: "series:1",
    seriesId: 1,
    assetId: 1,
    feedId: "f",
    simulated: false,
    latched: false,
    agencyId: null,
    causeGroup: null,
  };
  const raised: Change = { type: "raised", origin, priority, level: "x", value: 1, limit: 1, peak: 1 };
  return fold([raised, ...more].map((change, at) => ({ ...change, at, actor: "user:an" })));
}
const hand = (role: Hand["role"], own = false): Hand => ({ role, own });

describe("who may do what", () => {
  test("an agency acts on its own alerts and no others", () => {
    expect(mayAct(hand("agency", true), "acknowledge", alertOf(1))).toBeNull();
    expect(mayAct(hand("agency", false), "acknowledge", alertOf(1))).toBe("not_your_agency");
  });

  test("leader and admin do not acknowledge; a leader may comment and order", () => {
    expect(mayAct(hand("leader"), "acknowledge", alertOf(3))).toBe("not_allowed");
    expect(mayAct(hand("admin"), "acknowledge", alertOf(3))).toBe("not_allowed");
    expect(mayAct(hand("leader"), "note", alertOf(3))).toBeNull();
    expect(mayAct(hand("leader"), "assign", alertOf(3))).toBeNull();
  });

  test.each([
    ["duty", 4, 60, null],
    ["duty", 3, 61, "too_long_for_role"],
    ["duty", 2, 10, "too_urgent_for_role"],
    ["lead", 2, 480, null],
    ["lead", 1, 480, null],
    ["lead", 3, 481, "too_long_for_role"],
    ["leader", 4, 1, "not_allowed"],
  ] as const)("%s shelves P%i for %i minutes: %s", (role, priority, minutes, answer) => {
    expect(mayAct(hand(role), "shelve", alertOf(priority), { minutes })).toBe(answer);
  });

  test("duty does not close what was P1 at any time of its life", () => {
    const down: Change = {
      type: "level_changed",
      up: false,
      priority: 3,
      level: "y",
      value: 1,
      limit: 1,
      peak: 1,
    };
    expect(mayAct(hand("duty"), "close", alertOf(1, down))).toBe("too_urgent_for_role");
    expect(mayAct(hand("lead"), "close", alertOf(1, down))).toBeNull();
    expect(mayAct(hand("duty"), "close", alertOf(2))).toBeNull();
  });
});

describe("the buttons", () => {
  test("follow the state", () => {
    expect(possible(alertOf(3), hand("duty"), 10)).toEqual([
      "acknowledge",
      "step",
      "note",
      "assign",
      "share",
      "shelve",
    ]);
    const taken = alertOf(3, { type: "acknowledged" });
    expect(possible(taken, hand("duty"), 10)).toEqual(["start", "step", "note", "assign", "share", "shelve"]);
    const over = alertOf(2, { type: "acknowledged" }, { type: "returned", value: 0, peak: 1 });
    expect(possible(over, hand("lead"), 10)).toContain("close");
    expect(possible(alertOf(1), hand("lead"), 10)).toContain("shelve");
  });

  test("a closed alert has none", () => {
    const closed = alertOf(
      3,
      { type: "acknowledged" },
      { type: "returned", value: 0, peak: 1 },
      { type: "closed" },
    );
    for (const role of ["duty", "lead", "leader", "admin"] as const) {
      expect(possible(closed, hand(role), 10)).toEqual([]);
    }
  });

  test("the administrator hides alerts and answers none", () => {
    expect(possible(alertOf(3), hand("admin"), 10)).toEqual(["suppress", "maintain"]);
  });
});
