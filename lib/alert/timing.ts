import type { Change } from "./event.ts";
import { type Alert, isUrgent, type Priority } from "./model.ts";

const MINUTE = 60_000;
/** Within this of its return, a new firing is the same alert; after it, a low one that was seen closes itself. */
const REARM_MS = 5 * MINUTE;
/** How long an acknowledgement holds without progress. */
const ACK_HOLDS_MS: { [p in Priority]?: number } = { 1: 15 * MINUTE, 2: 60 * MINUTE };
/** How long after its ring a condition that still stands rings again, whoever works on it. */
const REALARM_MS: { [p in Priority]?: number } = { 1: 30 * MINUTE, 2: 240 * MINUTE };

/** What the clock alone would do to an alert, and when; null when only people or data can move it. */
export type Due = { at: number; change: Change };

/** The earliest of what the clock has in store for an alert. */
export function dueOf(alert: Alert): Due | null {
  if (alert.response === "done") return null;
  let due: Due | null = null;
  for (const one of [endOfHiding(alert), closing(alert), ackEnd(alert), reAlarm(alert), calm(alert)]) {
    if (one && (!due || one.at < due.at)) due = one;
  }
  return due;
}

function endOfHiding(alert: Alert): Due | null {
  if (alert.hiddenUntil === null) return null;
  const reason = "expired" as const;
  const type = alert.visibility === "shelved" ? "unshelved" : "maintenance_ended";
  return { at: alert.hiddenUntil, change: { type, reason } };
}

function closing(alert: Alert): Due | null {
  if (alert.process !== "returned" || alert.returnedAt === null || alert.response !== "ack") return null;
  if (alert.latched || isUrgent(alert.worst)) return null;
  return { at: alert.returnedAt + REARM_MS, change: { type: "closed" } };
}

function ackEnd(alert: Alert): Due | null {
  const holds = ACK_HOLDS_MS[alert.priority];
  if (!holds || alert.response !== "ack" || alert.ackedAt === null || !stands(alert)) return null;
  return { at: alert.ackedAt + holds, change: { type: "unacknowledged", reason: "no_progress" } };
}

function reAlarm(alert: Alert): Due | null {
  const after = REALARM_MS[alert.priority];
  if (!after || alert.response === "unack" || !stands(alert)) return null;
  return { at: alert.rungAt + after, change: { type: "unacknowledged", reason: "still_active" } };
}

/** So long after its last flip, chatter is over. */
const SETTLE_MS = 10 * MINUTE;

function calm(alert: Alert): Due | null {
  const last = alert.flips.at(-1);
  if (!alert.chattering || last === undefined) return null;
  return { at: last + SETTLE_MS, change: { type: "settled" } };
}

function stands(alert: Alert): boolean {
  return alert.process === "active" || alert.process === "unknown";
}
