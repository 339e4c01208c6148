/**
 * An alert is the fold of its events (apply.ts). Three axes: whether the condition holds, what people do about it,
 * and whether it is shown. Times are ms since 1970 UTC.
 */
export type Process = "pending" | "active" | "returned" | "unknown";
export type Response = "unack" | "ack" | "in_progress" | "done";
export type Visibility = "shown" | "shelved" | "suppressed" | "maintenance";

/** 1 khẩn cấp (urgent), 2 cao (high), 3 trung bình (medium), 4 thấp (low). */
export const PRIORITIES = [1, 2, 3, 4] as const;
export type Priority = (typeof PRIORITIES)[number];

/** P1 and P2: closed by a person who says what was done. */
export function isUrgent(priority: Priority): boolean {
  return priority <= 2;
}

/** Who did it: `user:<id>`, `rule:<id>` or `job:<name>`. */
export type Actor = string;

/** Where an alert comes from; fixed for its life. `object` is its fingerprint within the rule. */
export type Origin = {
  ruleId: string;
  /** `series:<id>`, `feed:<id>`, `asset:<id>`, `group:<what>` or `record:<feed>/<type>/<key>`. */
  object: string;
  seriesId: number | null;
  assetId: number | null;
  feedId: string | null;
  /** Its data are simulated: every screen says "mô phỏng". */
  simulated: boolean;
  /** Needs a closing note whatever its priority. */
  latched: boolean;
  /** The agency that answers it; null: nobody but the duty room. */
  agencyId: string | null;
  /** `<what>:<which>`, such as `basin:kon`: alerts of one group may have one cause. */
  causeGroup: string | null;
};

/** A shelf of P1 that waits for a second signature. */
export type ShelfAsked = { by: Actor; at: number; until: number; why: string };

export type Alert = Origin & {
  /** 0 until it is stored. */
  id: number;
  process: Process;
  response: Response;
  visibility: Visibility;
  /** Of the level that it stands at now. */
  priority: Priority;
  /** The most urgent priority of its life: decides how it may be closed. */
  worst: Priority;
  /** How often the condition came true. */
  occurrences: number;
  /** Id of the threshold level; null where the rule has no levels. */
  level: string | null;
  /** The value that brought the last change of process or level, in the metric's unit. */
  value: number | null;
  /** The limit that was crossed, in the metric's unit (silence: seconds). */
  limit: number | null;
  /** The farthest value beyond the limit, this occurrence. */
  peak: number | null;
  /** When a forecast crosses the limit; null or absent for what is so already. */
  expectedAt?: number | null;
  raisedAt: number;
  returnedAt: number | null;
  /** The newest event that asked for attention: an acknowledgement must have seen it. 0: hidden before it was heard. */
  rungSeq: number;
  rungAt: number;
  ackedAt: number | null;
  ackedBy: Actor | null;
  assignee: Actor | null;
  hiddenUntil: number | null;
  hiddenBy: Actor | null;
  /** Reason of a shelf, cause of a suppression, order of a maintenance. */
  hiddenWhy: string | null;
  closedAt: number | null;
  incidentId: number | null;
  /** Agencies that see it beside its own. */
  sharedWith: readonly string[];
  /** Times of its last three returns and re-firings. */
  flips: readonly number[];
  /** Three flips within a minute: it is counted on, and rings no more until it settles (P1 always rings). */
  chattering: boolean;
  /** The highest step of an escalation policy reached since it last rang; 0: none. */
  escalation: number;
  shelfAsked: ShelfAsked | null;
  /** Numbers of the response's steps that were done, from 0. */
  stepsDone: readonly number[];
  /** Number of its newest event. */
  seq: number;
};

/** What the screen calls it. Texts: catalogue keys `alert.state.<display>`. */
export type Display =
  | "new"
  | "returned"
  | "taken"
  | "to_close"
  | "closed"
  | "shelved"
  | "suppressed"
  | "maintenance"
  | "pending";

export function displayOf(alert: Alert): Display {
  if (alert.response === "done") return "closed";
  if (alert.visibility !== "shown") return alert.visibility;
  if (alert.process === "pending") return "pending";
  if (alert.process === "returned") return alert.response === "unack" ? "returned" : "to_close";
  return alert.response === "unack" ? "new" : "taken";
}

/** Flash and sound. What is unknown still rings: that its gauge died does not mean that the water fell. */
export function rings(alert: Alert): boolean {
  return displayOf(alert) === "new";
}

/** Nobody has acknowledged it, and it is not hidden: also when its value has returned to normal meanwhile. */
export function waits(alert: Alert): boolean {
  const display = displayOf(alert);
  return display === "new" || display === "returned";
}

/** Unacknowledged first, by priority; of one priority what rings before what has returned, then the newer. */
export function byUrgency(a: Alert, b: Alert): number {
  return (
    Number(waits(b)) - Number(waits(a)) ||
    a.priority - b.priority ||
    Number(rings(b)) - Number(rings(a)) ||
    b.rungAt - a.rungAt
  );
}

/** Cause, consequence, action, minutes allowed, owner: without them a rule cannot be enabled (ISA-18.2). */
export type ResponseText = {
  cause: string;
  consequence: string;
  action: string;
  minutes: number;
  owner: string;
  /** The standard operating procedure, ticked one by one at the desk. */
  steps?: readonly string[];
};

/** An alert with all the names that a screen shows, as the socket and the desk carry it. */
export type AlertRow = Alert & {
  ruleKind: string;
  /** What a person has set of the rule, as it is now; its kind reads what it needs (phrases.ts). */
  ruleParams: { readonly [name: string]: unknown };
  titleVi: string;
  titleEn: string;
  responseText: ResponseText;
  /** What moves is where it was last seen. */
  asset: {
    key: string;
    kind: string;
    nameVi: string;
    nameEn: string;
    lon: number | null;
    lat: number | null;
    unitCode: string | null;
    agencyId: string | null;
  } | null;
  metric: { id: string; nameVi: string; nameEn: string; unit: string; decimals: number } | null;
  feed: { nameVi: string; nameEn: string; agencyId: string | null } | null;
  /** What it is about where that is no asset, metric or feed: a record or a group. */
  subject?: AlertSubject | null;
  ackedName: string | null;
  assigneeName: string | null;
  hiddenName: string | null;
};

/** `record`: its type and title; `group`: what its members have in common. Titles of records may name persons. */
export type AlertSubject =
  | { what: "record"; type: string; key: string | null; title: string | null; state: string }
  | { what: "group"; by: string; nameVi: string; nameEn: string };

/** For screens opened by a kiosk link: no personal data. */
export function withoutPersons(row: AlertRow): AlertRow {
  return {
    ...row,
    ackedBy: null,
    ackedName: null,
    assignee: null,
    assigneeName: null,
    hiddenBy: null,
    hiddenName: null,
    hiddenWhy: null,
    shelfAsked: null,
    object: row.object.startsWith("record:") ? "record" : row.object,
    subject:
      row.subject?.what === "record" ? { ...row.subject, key: null, title: null } : (row.subject ?? null),
  };
}
