import { type Action, isOwn, rightOf } from "#lib/user/can.ts";
import type { Person, Role } from "#lib/user/model.ts";
import { apply } from "./apply.ts";
import { type Change, isRefusal, type RefusalReason } from "./event.ts";
import type { Alert, Priority } from "./model.ts";

/** What a person can ask for at the desk; who may is the table in lib/user/can.ts. */
const ALERT_ACTIONS = [
  "acknowledge",
  "start",
  "step",
  "note",
  "assign",
  "order",
  "share",
  "shelve",
  "unshelve",
  "close",
  "suppress",
  "unsuppress",
  "maintain",
  "unmaintain",
] as const;
export type AlertAction = (typeof ALERT_ACTIONS)[number];

/** `own`: the alert belongs to the agency of this person. Screens opened by a kiosk link have no hand at all. */
export type Hand = { role: Role; own: boolean };
export type Asked = { minutes?: number };
/** Texts: catalogue keys `refusal.<reason>`. */
export type DutyRefusal = "not_allowed" | "not_your_agency" | "too_urgent_for_role" | "too_long_for_role";

export function handOf({ role, agencyId }: Pick<Person, "role" | "agencyId">, alert: Alert): Hand {
  return { role, own: isOwn(agencyId, alert) };
}

/** Shelving: the most urgent priority that a role may shelve, and for how long. P1 needs a second person as well. */
const SHELF: { [role in Role]?: { from: Priority; minutes: number } } = {
  duty: { from: 3, minutes: 60 },
  agency: { from: 3, minutes: 60 },
  lead: { from: 1, minutes: 480 },
};

/** Whether a role may do this at all, whatever the alert's state says. null: yes. */
export function mayAct(hand: Hand, action: AlertAction, alert: Alert, asked: Asked = {}): DutyRefusal | null {
  const right = rightOf(hand.role, rightFor(action));
  if (right === "no") return "not_allowed";
  if (right === "own" && !hand.own) return "not_your_agency";
  if (action === "close" && hand.role === "duty" && alert.worst === 1) return "too_urgent_for_role";
  return action === "shelve" ? mayShelve(hand, alert, asked) : null;
}

function rightFor(action: AlertAction): Action {
  if (action === "unsuppress") return "alert.suppress";
  if (action === "unmaintain") return "alert.maintain";
  return `alert.${action}`;
}

function mayShelve(hand: Hand, alert: Alert, asked: Asked): DutyRefusal | null {
  const limit = SHELF[hand.role];
  if (!limit) return "not_allowed";
  if (alert.priority < limit.from) return "too_urgent_for_role";
  return (asked.minutes ?? 0) > limit.minutes ? "too_long_for_role" : null;
}

/** The buttons to draw: what this person may do and the alert's state allows now. */
export function possible(alert: Alert, hand: Hand, now: number): AlertAction[] {
  return ALERT_ACTIONS.filter((action) => obstacle(alert, hand, action, now) === null);
}

/** Why this person may not do this now: their duty, else the alert's state. null: they may. */
export function obstacle(
  alert: Alert,
  hand: Hand,
  action: AlertAction,
  now: number,
): DutyRefusal | RefusalReason | null {
  const refused = mayAct(hand, action, alert);
  if (refused) return refused;
  const outcome = apply(alert, probe(action, alert, now));
  return isRefusal(outcome) ? outcome.reason : null;
}

/** The longest shelf that a role may ask for, minutes; 0: none. */
export function longestShelf(role: Role): number {
  return SHELF[role]?.minutes ?? 0;
}

/** An event with everything said that may have to be said: only the state can still refuse it. */
function probe(action: AlertAction, alert: Alert, at: number) {
  const stamp = { at, actor: "user:?" };
  const to = alert.assignee === "user:?" ? null : "user:?";
  const until = at + 1;
  const changes: { [a in AlertAction]: Change } = {
    acknowledge: { type: "acknowledged" },
    start: { type: "progress_started" },
    step: { type: "step_done", step: -1, text: "?" },
    note: { type: "noted", text: "?" },
    assign: { type: "assigned", to },
    order: { type: "ordered", text: "?", to },
    share: { type: "shared", with: "?" },
    shelve: { type: "shelved", until, why: "?", second: "user:second" },
    unshelve: { type: "unshelved", reason: "by_hand" },
    close: { type: "closed", note: "?" },
    suppress: { type: "suppressed", why: "?" },
    unsuppress: { type: "unsuppressed" },
    maintain: { type: "maintenance_started", order: "?", until },
    unmaintain: { type: "maintenance_ended", reason: "by_hand" },
  };
  return { ...changes[action], ...stamp };
}
