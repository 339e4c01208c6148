import { describe, expect, it } from "vitest";
import { type Action, can } from "./can.ts";
import { type Identity, ROLES, type Role } from "./model.ts";

const person = (role: Role): Identity => ({ kind: "person", userId: "u", name: "N", role });
const screen: Identity = { kind: "kiosk", kioskId: 1, wallId: "overview" };

/** The table as people agreed on it: duty, lead, agency, leader, admin, kiosk. */
const TABLE: { [action in Action]: string } = {
  "wall.see": "yyyyyy",
  "desk.see": "yyyyyn",
  "alert.see": "yyyyyy",
  "series.read": "yyyyyy",
  "feed.see": "yyyyyn",
  "feed.manage": "nnnnyn",
  "asset.review": "nynnyn",
  "user.manage": "nnnnyn",
  "kiosk.manage": "nnnnyn",
  "scenario.run": "nynnyn",
  "metrics.read": "nnnnyn",
};

describe("can", () => {
  it.each(Object.entries(TABLE) as [Action, string][])("%s follows the table %s", (action, row) => {
    const found = [...ROLES.map(person), screen].map((who) => (can(who, action) ? "y" : "n")).join("");
    expect(found).toBe(row);
  });

  it("refuses strangers everything", () => {
    for (const action of Object.keys(TABLE) as Action[]) expect(can(null, action)).toBe(false);
  });

  it("shows a screen no wall but its own", () => {
    expect(can(screen, "wall.see", "overview")).toBe(true);
    expect(can(screen, "wall.see", "other")).toBe(false);
  });
});
