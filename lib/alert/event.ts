import type { Actor, Origin, Priority } from "./model.ts";

/** How the condition stands. `peak`: the farthest value beyond the limit since the condition came true. */
export type Standing = {
  priority: Priority;
  level: string | null;
  value: number | null;
  limit: number | null;
  peak: number | null;
  /** Alerts about the future: when the limit is expected to be crossed. */
  expectedAt?: number | null;
};

/** What can happen to an alert. Written as it is into alert_event.data; only ever add kinds and optional fields. */
export type Change =
  // process: rules
  | ({ type: "pending"; origin: Origin } & Standing)
  | ({ type: "raised"; origin: Origin } & Standing)
  | ({ type: "reactivated" } & Standing)
  | ({ type: "level_changed"; up: boolean } & Standing)
  | { type: "peaked"; peak: number; expectedAt?: number | null }
  | { type: "stale" }
  | { type: "resumed"; value: number | null }
  | { type: "returned"; value: number | null; peak: number | null }
  | { type: "withdrawn"; reason: "rule_disabled" | "rule_changed" | "target_gone" }
  // response: people, and the time-outs that watch them
  | { type: "acknowledged"; note?: string }
  | { type: "unacknowledged"; reason: "no_progress" | "still_active" }
  | { type: "progress_started"; note?: string }
  | { type: "noted"; text: string }
  | { type: "assigned"; to: Actor | null }
  /** A leader's order; `to` null: the duty room; `due`: ms. Its row is found by alert and number of this event. */
  | { type: "ordered"; text: string; to: Actor | null; due?: number }
  /** A step of the response, with its text as it was then. */
  | { type: "step_done"; step: number; text: string }
  | { type: "step_undone"; step: number }
  | { type: "escalated"; step: number; policy: string }
  | { type: "closed"; note?: string }
  // visibility
  | { type: "shelved"; until: number; why: string; second?: Actor }
  | { type: "unshelved"; reason: "by_hand" | "expired" }
  /** P1 is shelved by two: the second person's `shelved` carries both. */
  | { type: "shelf_asked"; until: number; why: string }
  | { type: "shelf_denied"; why?: string }
  /** `source`: the alert whose cause it shares. `unheard`: hidden in the very transaction of its ring. */
  | { type: "suppressed"; why: string; source?: number; unheard?: true }
  | { type: "unsuppressed" }
  | { type: "maintenance_started"; order: string; until: number | null; unheard?: true }
  | { type: "maintenance_ended"; reason: "by_hand" | "expired" }
  | { type: "shared"; with: string }
  | { type: "unshared"; with: string }
  /** Which incident it belongs to. */
  | { type: "attached"; incident: number }
  | { type: "detached"; incident: number }
  /** The chatter is over. */
  | { type: "settled" };

export type ChangeType = Change["type"];
export type ChangeOf<T extends ChangeType> = Extract<Change, { type: T }>;

/** What a rule says of one object; reconcile.ts makes a change of it that fits the alert as it stands. */
export type Verdict = { at: number } & (
  | ({ type: "raised" } & Standing)
  | ChangeOf<"level_changed" | "peaked" | "stale" | "resumed" | "returned" | "withdrawn">
);

/** `at`: when it happened, ms; for rules the event time of the data, not of their arrival. */
export type Happening = Change & { at: number };
export type AlertEvent = Happening & { actor: Actor };
/** As stored: `recordedAt` is the database's clock. */
export type StoredEvent = AlertEvent & { seq: number; recordedAt: number };
/** `aboutName`: the person whom it names beside its actor: given to, or who asked first. */
export type NamedEvent = StoredEvent & { actorName: string | null; aboutName: string | null };

/** Why an event was refused. Texts: catalogue keys `refusal.<reason>`. */
export const ALERT_REFUSALS = [
  "unknown_alert",
  "closed",
  "not_begun",
  "already_begun",
  "not_active",
  "not_returned",
  "not_unknown",
  "already_acknowledged",
  "not_acknowledged",
  "already_in_progress",
  "rang_again",
  "note_required",
  "reason_required",
  "second_person_required",
  "bad_time",
  "hidden_otherwise",
  "no_change",
  "not_asked",
  "not_chattering",
  "other_incident",
] as const;
export type RefusalReason = (typeof ALERT_REFUSALS)[number];

/** `by`, `at`: who was first and when, for `already_acknowledged`; `name` is that person's, when it was looked up. */
export type Refusal = { reason: RefusalReason; by?: Actor; at?: number; name?: string | null };

export function isRefusal(outcome: object): outcome is Refusal {
  return "reason" in outcome;
}
