import type { Identity, Role } from "./model.ts";

/** `own`: only for what belongs to the person's agency. */
export type Right = "yes" | "own" | "no";
type Row = readonly [duty: Right, lead: Right, agency: Right, leader: Right, admin: Right];

const ALL: Row = ["yes", "yes", "yes", "yes", "yes"];
const SEES: Row = ["yes", "yes", "own", "yes", "yes"];
const ADMIN: Row = ["no", "no", "no", "no", "yes"];
const ANSWERS: Row = ["yes", "yes", "own", "no", "no"];
const PROPOSES: Row = ["no", "yes", "own", "no", "yes"];

/** Who may do what, and the only place that says so: everything that a person can ask for, by role. */
const TABLE = {
  //                       duty   lead   agency leader admin
  "wall.see": ALL,
  "desk.see": ALL,
  "alert.see": SEES,
  "series.read": ALL,
  "feed.see": ALL,
  /** What a feed's own connection says, and what it refused. */
  "feed.detail": SEES,
  "record.see": SEES,
  "camera.see": SEES,
  "feed.manage": ADMIN,
  "asset.review": ["no", "yes", "no", "no", "yes"],
  "user.manage": ADMIN,
  "self.manage": ALL,
  "kiosk.manage": ADMIN,
  "scenario.run": ["no", "yes", "no", "no", "yes"],
  "metrics.read": ADMIN,

  "alert.acknowledge": ANSWERS,
  "alert.start": ANSWERS,
  "alert.step": ANSWERS,
  "alert.note": ["yes", "yes", "own", "yes", "no"],
  "alert.assign": ["yes", "yes", "own", "yes", "no"],
  "alert.order": ["no", "no", "no", "yes", "no"],
  "alert.share": ["yes", "yes", "own", "no", "no"],
  "alert.shelve": ANSWERS,
  "alert.unshelve": ANSWERS,
  "alert.close": ANSWERS,
  "alert.suppress": ADMIN,
  "alert.maintain": ADMIN,

  "incident.see": SEES,
  "incident.edit": ["yes", "yes", "no", "no", "no"],
  "maintenance.see": SEES,
  "maintenance.propose": PROPOSES,
  "maintenance.approve": ADMIN,

  "rule.see": SEES,
  "rule.propose": PROPOSES,
  "rule.approve": ADMIN,

  "notify.own": ALL,
  "notify.manage": ADMIN,

  "shift.see": ["yes", "yes", "no", "yes", "yes"],
  "shift.roster": ["no", "yes", "no", "no", "yes"],
  "shift.handover": ["yes", "yes", "no", "no", "no"],
  "shift.sign": ["no", "yes", "no", "no", "no"],
  "order.give": ["no", "no", "no", "yes", "no"],
  "order.answer": ["yes", "yes", "own", "no", "no"],

  "kpi.see": ["yes", "yes", "no", "yes", "yes"],

  /** What was sent is everybody's; the rest an agency sees of its own. */
  "cap.see": SEES,
  "cap.draft": ANSWERS,
  "cap.sign_first": ["no", "yes", "no", "no", "no"],
  "cap.sign_second": ["no", "no", "no", "yes", "no"],
  "cap.manage": ADMIN,
} as const satisfies { [action: string]: Row };

export type Action = keyof typeof TABLE;
export const ACTIONS = Object.keys(TABLE) as readonly Action[];

/** A screen needs to see and nothing else. */
const KIOSK: readonly Action[] = ["wall.see", "alert.see", "series.read"];
const PLACE: { [role in Role]: number } = { duty: 0, lead: 1, agency: 2, leader: 3, admin: 4 };

/** What a role may do, before anything is known of the object. */
export function rightOf(role: Role, action: Action): Right {
  return TABLE[action][PLACE[role]] as Right;
}

/** What is acted upon, as far as it matters to who may. Left out: asked in general, as a menu does. */
export type Thing = {
  /** The wall of `wall.see`; a kiosk link shows one. */
  wallId?: string;
  /** The agency that it belongs to, and those with which it is shared; null: none. */
  agencyId?: string | null;
  sharedWith?: readonly string[];
};

/** Default deny. Rights of the kind "own" hold in general (thing left out) and for things of the person's agency. */
export function can(who: Identity | null, action: Action, thing?: Thing): boolean {
  if (!who) return false;
  if (who.kind === "kiosk") {
    if (action === "wall.see" && thing?.wallId !== undefined && thing.wallId !== who.wallId) return false;
    return KIOSK.includes(action);
  }
  const right = rightOf(who.role, action);
  if (right !== "own" || thing === undefined) return right !== "no";
  return isOwn(who.agencyId, thing, action.endsWith(".see"));
}

/**
 * To which agency's things a right narrows what is looked up; null: to none, all of them. Who speaks for no agency
 * sees nothing: no agency has the id "".
 */
export function scopeOf(who: Identity, action: Action): string | null {
  if (who.kind === "kiosk" || rightOf(who.role, action) !== "own") return null;
  return who.agencyId ?? "";
}

/** What is shared is seen, not answered. */
export function isOwn(
  agencyId: string | null,
  { agencyId: owner, sharedWith }: Thing,
  toSee = false,
): boolean {
  if (agencyId === null) return false;
  return owner === agencyId || (toSee && (sharedWith?.includes(agencyId) ?? false));
}
