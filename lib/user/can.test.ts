import { describe, expect, it } from "vitest";
import { ACTIONS, type Action, can, scopeOf } from "./can.ts";
import { type Identity, ROLES, type Role } from "./model.ts";

const person = (role: Role, agencyId: string | null = null): Identity => ({
  kind: "person",
  userId: "u",
  name: "N",
  role,
  agencyId,
});
const screen: Identity = { kind: "kiosk", kioskId: 1, wallId: "overview" };

/** The table as people agreed on it: duty, lead, agency, leader, admin, kiosk. o: what is their agency's. */
const TABLE: { [action in Action]: string } = {
  "wall.see": "yyyyyy",
  "desk.see": "yyyyyn",
  "alert.see": "yyoyyy",
  "series.read": "yyyyyy",
  "feed.see": "yyyyyn",
  "feed.detail": "yyoyyn",
  "record.see": "yyoyyn",
  "camera.see": "yyoyyn",
  "feed.manage": "nnnnyn",
  "asset.review": "nynnyn",
  "user.manage": "nnnnyn",
  "self.manage": "yyyyyn",
  "kiosk.manage": "nnnnyn",
  "scenario.run": "nynnyn",
  "metrics.read": "nnnnyn",
  "alert.acknowledge": "yyonnn",
  "alert.start": "yyonnn",
  "alert.step": "yyonnn",
  "alert.note": "yyoynn",
  "alert.assign": "yyoynn",
  "alert.order": "nnnynn",
  "alert.share": "yyonnn",
  "alert.shelve": "yyonnn",
  "alert.unshelve": "yyonnn",
  "alert.close": "yyonnn",
  "alert.suppress": "nnnnyn",
  "alert.maintain": "nnnnyn",
  "incident.see": "yyoyyn",
  "incident.edit": "yynnnn",
  "maintenance.see": "yyoyyn",
  "maintenance.propose": "nyonyn",
  "maintenance.approve": "nnnnyn",
  "rule.see": "yyoyyn",
  "rule.propose": "nyonyn",
  "rule.approve": "nnnnyn",
  "notify.own": "yyyyyn",
  "notify.manage": "nnnnyn",
  "shift.see": "yynyyn",
  "shift.roster": "nynnyn",
  "shift.handover": "yynnnn",
  "shift.sign": "nynnnn",
  "order.give": "nnnynn",
  "order.answer": "yyonnn",
  "kpi.see": "yynyyn",
  "cap.see": "yyoyyn",
  "cap.draft": "yyonnn",
  "cap.sign_first": "nynnnn",
  "cap.sign_second": "nnnynn",
  "cap.manage": "nnnnyn",
};

describe("can", () => {
  it.each(Object.entries(TABLE) as [Action, string][])("%s follows the table %s", (action, row) => {
    const mine = { agencyId: "so-y-te" };
    const letter = (who: Identity) => {
      if (!can(who, action, mine)) return "n";
      return can(who, action, { agencyId: "so-xd" }) ? "y" : "o";
    };
    const found = [...ROLES.map((role) => person(role, "so-y-te")), screen].map(letter).join("");
    expect(found).toBe(row);
  });

  it("has a row in this test for every action", () => {
    expect(Object.keys(TABLE).sort()).toEqual([...ACTIONS].sort());
  });

  it("shows what is shared with an agency, and lets it answer only what is its own", () => {
    const agency = person("agency", "so-y-te");
    const shared = { agencyId: "so-xd", sharedWith: ["so-y-te"] };
    expect(can(agency, "alert.see", shared)).toBe(true);
    expect(can(agency, "alert.acknowledge", shared)).toBe(false);
    expect(can(person("agency"), "alert.see", { agencyId: null })).toBe(false);
  });

  it("refuses strangers everything", () => {
    for (const action of Object.keys(TABLE) as Action[]) expect(can(null, action)).toBe(false);
  });

  it("shows a screen no wall but its own", () => {
    expect(can(screen, "wall.see", { wallId: "overview" })).toBe(true);
    expect(can(screen, "wall.see", { wallId: "other" })).toBe(false);
  });
});

describe("what a look-up is narrowed to", () => {
  it("is the agency's own for a right of its own, nothing for who has no agency, everything else", () => {
    expect(scopeOf(person("agency", "so-nn"), "alert.see")).toBe("so-nn");
    expect(scopeOf(person("agency"), "alert.see")).toBe("");
    for (const role of ROLES.filter((one) => one !== "agency")) {
      expect(scopeOf(person(role, "so-nn"), "alert.see"), role).toBeNull();
    }
    expect(scopeOf(screen, "alert.see")).toBeNull();
  });
});
