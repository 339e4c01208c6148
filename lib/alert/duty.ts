import { apply } from "./apply.ts";
import { type Change, isRefusal } from "./event.ts";
import type { Alert, Priority } from "./model.ts";

/** What a person can ask for at the desk. */
const ALERT_ACTIONS = [
  "acknowledge",
  "start",
  "note",
  "assign",
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
export type Hand = { role: "duty" | "lead" | "agency" | "leader" | "admin"; own: boolean };
export type Asked = { minutes?: number };
/** Texts: catalogue keys `refusal.<reason>`. */
export type DutyRefusal = "not_allowed" | "not_your_agency" | "too_urgent_for_role" | "too_long_for_role";

type Right = "yes" | "no" | "own";
const RIGHTS: { [action in AlertAction]: { [role in Hand["role"]]: Right } } = {
  acknowledge: { duty: "yes", lead: "yes", agency: "own", leader: "no", admin: "no" },
  start: { duty: "yes", lead: "yes", agency: "own", leader: "no", admin: "no" },
  note: { duty: "yes", lead: "yes", agency: "own", leader: "yes", admin: "no" },
  assign: { duty: "yes", lead: "yes", agency: "own", leader: "yes", admin: "no" },
  shelve: { duty: "yes", lead: "yes", agency: "own", leader: "no", admin: "no" },
  unshelve: { duty: "yes", lead: "yes", agency: "own", leader: "no", admin: "no" },
  close: { duty: "yes", lead: "yes", agency: "own", leader: "no", admin: "no" },
  suppress: { duty: "no", lead: "no", agency: "no", leader: "no", admin: "yes" },
  unsuppress: { duty: "no", lead: "no", agency: "no", leader: "no", admin: "yes" },
  maintain: { duty: "no", lead: "no", agency: "no", leader: "no", admin: "yes" },
  unmaintain: { duty: "no", lead: "no", agency: "no", leader: "no", admin: "yes" },
};

/** Shelving: the most urgent priority that a role may shelve, and for how long. P1 needs a second person as well. */
const SHELF: { [role in Hand["role"]]?: { from: Priority; minutes: number } } = {
  duty: { from: 3, minutes: 60 },
  agency: { from: 3, minutes: 60 },
  lead: { from: 1, minutes: 480 },
};

/** Whether a role may do this at all, whatever the alert's state says. null: yes. */
export function mayAct(hand: Hand, action: AlertAction, alert: Alert, asked: Asked = {}): DutyRefusal | null {
  const right = RIGHTS[action][hand.role];
  if (right === "no") return "not_allowed";
  if (right === "own" && !hand.own) return "not_your_agency";
  if (action === "close" && hand.role === "duty" && alert.worst === 1) return "too_urgent_for_role";
  return action === "shelve" ? mayShelve(hand, alert, asked) : null;
}

function mayShelve(hand: Hand, alert: Alert, asked: Asked): DutyRefusal | null {
  const limit = SHELF[hand.role];
  if (!limit) return "not_allowed";
  if (alert.priority < limit.from) return "too_urgent_for_role";
  return (asked.minutes ?? 0) > limit.minutes ? "too_long_for_role" : null;
}

/** The buttons to draw: what this person may do and the alert's state allows now. */
export function possible(alert: Alert, hand: Hand, now: number): AlertAction[] {
  return ALERT_ACTIONS.filter(
    (action) => !mayAct(hand, action, alert) && !isRefusal(apply(alert, probe(action, alert, now))),
  );
}

/** An event with everything said that may have to be said: only the state can still refuse it. */
function probe(action: AlertAction, alert: Alert, at: number) {
  const stamp = { at, actor: "user:?" };
  const to = alert.assignee === "user:?" ? null : "user:?";
  const until = at + 1;
  const changes: { [a in AlertAction]: Change } = {
    acknowledge: { type: "acknowledged" },
    start: { type: "progress_started" },
    note: { type: "noted", text: "?" },
    assign: { type: "assigned", to },
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
