import type { Identity, Role } from "./model.ts";

/** Everything that a signed-in person or a screen can ask for. Alert actions have a table of their own in lib/alert. */
export type Action =
  | "wall.see"
  | "desk.see"
  | "alert.see"
  | "series.read"
  | "feed.see"
  | "feed.manage"
  | "asset.review"
  | "user.manage"
  | "kiosk.manage"
  | "scenario.run"
  | "metrics.read";

const DESK: readonly Role[] = ["duty", "lead", "agency", "leader", "admin"];

const WHO: { [action in Action]: readonly Role[] } = {
  "wall.see": DESK,
  "desk.see": DESK,
  "alert.see": DESK,
  "series.read": DESK,
  "feed.see": DESK,
  "feed.manage": ["admin"],
  "asset.review": ["lead", "admin"],
  "user.manage": ["admin"],
  "kiosk.manage": ["admin"],
  "scenario.run": ["lead", "admin"],
  "metrics.read": ["admin"],
};

/** A screen needs to see and nothing else. */
const KIOSK: readonly Action[] = ["wall.see", "alert.see", "series.read"];

/** Default deny. `wallId` narrows `wall.see` to the wall that a kiosk link was made for. */
export function can(who: Identity | null, action: Action, wallId?: string): boolean {
  if (!who) return false;
  if (who.kind === "person") return WHO[action].includes(who.role);
  if (action === "wall.see" && wallId !== undefined && wallId !== who.wallId) return false;
  return KIOSK.includes(action);
}
