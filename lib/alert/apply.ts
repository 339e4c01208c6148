import {
  type AlertEvent,
  type Change,
  type ChangeType,
  isRefusal,
  type Refusal,
  type RefusalReason,
  type Standing,
} from "./event.ts";
import { type Alert, isUrgent, type Origin, type Priority } from "./model.ts";

type EventOf<T extends ChangeType> = Extract<Change, { type: T }> & Pick<AlertEvent, "at" | "actor">;
type Step<T extends ChangeType> = (alert: Alert, event: EventOf<T>) => Partial<Alert> | Refusal;

/**
 * The state table, and the only place that knows it: what an event makes of an alert, or why it may not happen.
 * Pure; the alert given is not changed.
 */
export function apply(alert: Alert | null, event: AlertEvent): Alert | Refusal {
  if (alert === null) return begin(event);
  if (alert.response === "done") return refuse("closed");
  const step = TABLE[event.type] as Step<ChangeType>;
  const patch = step(alert, event as EventOf<ChangeType>);
  return isRefusal(patch) ? patch : { ...alert, ...patch, seq: alert.seq + 1 };
}

/** @throws when the log does not begin with its beginning or holds an event that was refused: it was tampered with. */
export function fold(events: readonly AlertEvent[]): Alert {
  let alert: Alert | null = null;
  for (const event of events) {
    const next: Alert | Refusal = apply(alert, event);
    if (isRefusal(next)) throw new Error(`event ${event.type} does not fit the log: ${next.reason}`);
    alert = next;
  }
  if (!alert) throw new Error("an alert without events");
  return alert;
}

const TABLE: { [T in ChangeType]: Step<T> } = {
  pending: () => refuse("already_begun"),
  raised: (alert, event) => {
    if (alert.process !== "pending") return refuse("already_begun");
    const { priority: worst, at: raisedAt } = event;
    return { ...stand(event), process: "active", worst, raisedAt, ...ring(alert, event) };
  },
  reactivated: (alert, event) => {
    if (alert.process !== "returned") return refuse("not_returned");
    const { flips, chattering } = flip(alert, event.at);
    const isNews = !chattering || event.priority === 1 || event.priority < alert.priority;
    return {
      ...stand(event),
      process: "active",
      returnedAt: null,
      occurrences: alert.occurrences + 1,
      worst: moreUrgent(alert.worst, event.priority),
      flips,
      chattering,
      // An old acknowledgement never hides a new firing; chatter is counted and asks nobody again.
      ...(isNews ? ring(alert, event) : {}),
      ...outgrown(alert, event.priority),
    };
  },
  level_changed: (alert, event) => {
    if (!holds(alert)) return refuse("not_active");
    if (alert.level === event.level && alert.priority === event.priority) return refuse("no_change");
    const patch = {
      ...stand(event),
      process: "active" as const,
      worst: moreUrgent(alert.worst, event.priority),
    };
    return event.up ? { ...patch, ...ring(alert, event), ...outgrown(alert, event.priority) } : patch;
  },
  peaked: (alert, { peak, expectedAt = alert.expectedAt ?? null }) =>
    holds(alert) ? { peak, expectedAt } : refuse("not_active"),
  // Staleness hides what the condition does now; it says nothing of its end.
  stale: (alert) => (alert.process === "active" ? { process: "unknown" } : refuse("not_active")),
  resumed: (alert, event) =>
    alert.process === "unknown" ? { process: "active", value: event.value } : refuse("not_unknown"),
  returned: (alert, event) => {
    if (alert.process === "returned") return refuse("not_active");
    const over = { ...end(alert, event.at), value: event.value, peak: event.peak ?? alert.peak };
    return alert.process === "pending" ? over : { ...over, ...flip(alert, event.at) };
  },
  withdrawn: (alert, event) => (alert.process === "returned" ? refuse("not_active") : end(alert, event.at)),

  acknowledged: (alert, event) => {
    if (alert.process === "pending") return refuse("not_active");
    if (alert.response !== "unack") return taken(alert);
    return { response: "ack", ackedAt: event.at, ackedBy: event.actor };
  },
  unacknowledged: (alert, event) => {
    if (!holds(alert)) return refuse("not_active");
    if (alert.response === "unack") return refuse("not_acknowledged");
    if (event.reason === "no_progress" && alert.response !== "ack") return refuse("already_in_progress");
    return ring(alert, event);
  },
  progress_started: (alert) => {
    if (alert.response === "unack") return refuse("not_acknowledged");
    return alert.response === "ack" ? { response: "in_progress" } : refuse("already_in_progress");
  },
  noted: (_, event) => (said(event.text) ? {} : refuse("note_required")),
  assigned: (alert, event) => (alert.assignee === event.to ? refuse("no_change") : { assignee: event.to }),
  ordered: (_, event) => (said(event.text) ? {} : refuse("note_required")),
  step_done: ({ stepsDone }, { step }) =>
    stepsDone.includes(step)
      ? refuse("no_change")
      : { stepsDone: [...stepsDone, step].sort((a, b) => a - b) },
  step_undone: ({ stepsDone }, { step }) =>
    stepsDone.includes(step) ? { stepsDone: stepsDone.filter((one) => one !== step) } : refuse("no_change"),
  escalated: (alert, { step }) => {
    if (alert.response !== "unack") return taken(alert);
    return step > alert.escalation ? { escalation: step } : refuse("no_change");
  },
  closed: (alert, event) => {
    if (alert.process !== "returned") return refuse("not_returned");
    if (alert.response === "unack") return refuse("not_acknowledged");
    if (needsNote(alert) && !said(event.note)) return refuse("note_required");
    return { response: "done", closedAt: event.at };
  },

  shelved: (alert, event) => {
    if (alert.visibility !== "shown") return refuse("hidden_otherwise");
    if (!said(event.why)) return refuse("reason_required");
    if (event.until <= event.at) return refuse("bad_time");
    if (alert.priority === 1 && (!event.second || event.second === event.actor)) {
      return refuse("second_person_required");
    }
    return { ...hide("shelved", { until: event.until, by: event.actor, why: event.why }), shelfAsked: null };
  },
  shelf_asked: (alert, event) => {
    if (alert.visibility !== "shown") return refuse("hidden_otherwise");
    if (!said(event.why)) return refuse("reason_required");
    if (event.until <= event.at) return refuse("bad_time");
    return { shelfAsked: { by: event.actor, at: event.at, until: event.until, why: event.why } };
  },
  shelf_denied: (alert) => (alert.shelfAsked ? { shelfAsked: null } : refuse("not_asked")),
  unshelved: (alert, event) =>
    alert.visibility === "shelved" ? reappear(alert, event) : refuse("hidden_otherwise"),
  suppressed: (alert, event) => {
    if (alert.visibility !== "shown") return refuse("hidden_otherwise");
    if (!said(event.why)) return refuse("reason_required");
    return {
      ...hide("suppressed", { until: null, by: event.actor, why: event.why }),
      ...unheard(alert, event),
    };
  },
  unsuppressed: (alert, event) =>
    alert.visibility === "suppressed" ? reappear(alert, event) : refuse("hidden_otherwise"),
  maintenance_started: (alert, event) => {
    if (alert.visibility !== "shown") return refuse("hidden_otherwise");
    if (!said(event.order)) return refuse("reason_required");
    if (event.until !== null && event.until <= event.at) return refuse("bad_time");
    return {
      ...hide("maintenance", { until: event.until, by: event.actor, why: event.order }),
      ...unheard(alert, event),
    };
  },
  maintenance_ended: (alert, event) =>
    alert.visibility === "maintenance" ? reappear(alert, event) : refuse("hidden_otherwise"),

  shared: ({ sharedWith }, { with: agency }) =>
    sharedWith.includes(agency) ? refuse("no_change") : { sharedWith: [...sharedWith, agency] },
  unshared: ({ sharedWith }, { with: agency }) =>
    sharedWith.includes(agency)
      ? { sharedWith: sharedWith.filter((one) => one !== agency) }
      : refuse("no_change"),
  attached: (alert, { incident }) =>
    alert.incidentId === incident ? refuse("no_change") : { incidentId: incident },
  detached: (alert, { incident }) =>
    alert.incidentId === incident ? { incidentId: null } : refuse("other_incident"),
  settled: (alert) => (alert.chattering ? { chattering: false, flips: [] } : refuse("not_chattering")),
};

function begin(event: AlertEvent): Alert | Refusal {
  if (event.type !== "raised" && event.type !== "pending") return refuse("not_begun");
  return {
    ...origin(event.origin),
    ...stand(event),
    id: 0,
    process: event.type === "raised" ? "active" : "pending",
    response: "unack",
    worst: event.priority,
    occurrences: 1,
    raisedAt: event.at,
    returnedAt: null,
    rungSeq: 1,
    rungAt: event.at,
    ackedAt: null,
    ackedBy: null,
    assignee: null,
    ...SHOW,
    closedAt: null,
    incidentId: null,
    sharedWith: [],
    flips: [],
    chattering: false,
    escalation: 0,
    shelfAsked: null,
    stepsDone: [],
    seq: 1,
  };
}

/** The log may one day carry more in an origin: only what the fold keeps is taken. */
function origin({ ruleId, object, seriesId, assetId, feedId, simulated, latched, ...later }: Origin): Origin {
  // Logs of before these were kept have neither.
  const { agencyId = null, causeGroup = null } = later as Partial<Origin>;
  return { ruleId, object, seriesId, assetId, feedId, simulated, latched, agencyId, causeGroup };
}

function stand({ priority, level, value, limit, peak, expectedAt = null }: Standing) {
  return { priority, level, value, limit, peak, expectedAt };
}

function holds(alert: Alert): boolean {
  return alert.process === "active" || alert.process === "unknown";
}

function ring(alert: Alert, event: { at: number }): Partial<Alert> {
  return {
    response: "unack",
    ackedAt: null,
    ackedBy: null,
    rungSeq: alert.seq + 1,
    rungAt: event.at,
    escalation: 0,
    shelfAsked: null,
  };
}

/** ISA-18.2: three transitions of one alarm within a minute are chatter. */
const CHATTER_FLIPS = 3;
const CHATTER_MS = 60_000;

function flip(alert: Alert, at: number): Pick<Alert, "flips" | "chattering"> {
  const flips = [...alert.flips, Math.trunc(at)].slice(-CHATTER_FLIPS);
  const isQuick = flips.length === CHATTER_FLIPS && at - (flips[0] as number) <= CHATTER_MS;
  return { flips, chattering: alert.chattering || isQuick };
}

/** What never rang, or rang for nobody, needs no answer: it is over at once. */
function end(alert: Alert, at: number): Partial<Alert> {
  if (alert.process === "pending" || (alert.rungSeq === 0 && alert.response === "unack")) {
    return { process: "returned", returnedAt: at, response: "done", closedAt: at };
  }
  return { process: "returned", returnedAt: at };
}

/** What comes back into sight, still stands and is nobody's rings: hidden, it may have been heard by no one. */
function reappear(alert: Alert, event: { at: number }): Partial<Alert> {
  return holds(alert) && alert.response === "unack" ? { ...ring(alert, event), ...SHOW } : SHOW;
}

function unheard(alert: Alert, event: { unheard?: true }): Partial<Alert> {
  return event.unheard && holds(alert) && alert.response === "unack" ? { rungSeq: 0 } : {};
}

const SHOW = { visibility: "shown" as const, hiddenUntil: null, hiddenBy: null, hiddenWhy: null };

function hide(
  visibility: "shelved" | "suppressed" | "maintenance",
  { until, by, why }: Hidden,
): Partial<Alert> {
  return { visibility, hiddenUntil: until, hiddenBy: by, hiddenWhy: why };
}
type Hidden = { until: number | null; by: string; why: string };

/** A shelf was given for what the alert was then, not for what it has become. */
function outgrown(alert: Alert, priority: Priority): Partial<Alert> {
  return alert.visibility === "shelved" && priority < alert.priority ? SHOW : {};
}

function moreUrgent(a: Priority, b: Priority): Priority {
  return a < b ? a : b;
}

function needsNote(alert: Alert): boolean {
  return alert.latched || isUrgent(alert.worst);
}

function taken(alert: Alert): Refusal {
  return { reason: "already_acknowledged", by: alert.ackedBy ?? undefined, at: alert.ackedAt ?? undefined };
}

function said(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== "";
}

function refuse(reason: RefusalReason): Refusal {
  return { reason };
}
