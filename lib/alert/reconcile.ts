import type { AlertEvent, Happening, Standing, Verdict } from "./event.ts";
import type { Alert, Origin } from "./model.ts";

/** What a rule says of one object, in the order in which it came about. */
export type Signal = { origin: Origin; actor: AlertEvent["actor"]; verdicts: readonly Verdict[] };

/**
 * A verdict as a change of the alert that is there. The rule may have said it before (a retried transaction, a
 * second process, a restart): what changes nothing is null, so that signals can be sent again without harm.
 */
export function reconcile(alert: Alert | null, verdict: Verdict, origin: Origin): Happening | null {
  switch (verdict.type) {
    case "raised":
      return hold(alert, verdict, { origin, up: isFarther(alert, verdict) });
    case "level_changed":
      return hold(alert, verdict, { origin, up: verdict.up });
    case "resumed":
    case "returned":
    case "stale":
    case "peaked":
    case "withdrawn":
      return alert && alert.process !== "returned" ? verdict : null;
  }
}

type Holding = Standing & { at: number };

/** The condition holds: begin, begin again, or say what has changed about it. */
function hold(alert: Alert | null, verdict: Holding, { origin, up }: { origin: Origin; up: boolean }) {
  const { at, priority, level, value, limit, peak, expectedAt } = verdict;
  const standing = {
    ...{ at, priority, level, value, limit, peak },
    ...(expectedAt !== undefined && { expectedAt }),
  };
  if (alert === null || alert.process === "pending") return { type: "raised" as const, origin, ...standing };
  if (alert.process === "returned") return { type: "reactivated" as const, ...standing };
  if (alert.level !== level || alert.priority !== priority) {
    return { type: "level_changed" as const, up, ...standing };
  }
  return alert.process === "unknown" ? { type: "resumed" as const, at, value } : null;
}

/** Where only the standing alert can tell: more urgent, or as urgent at another level. */
function isFarther(alert: Alert | null, verdict: Standing): boolean {
  return alert === null || verdict.priority <= alert.priority;
}
