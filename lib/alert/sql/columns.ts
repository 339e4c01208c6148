import type { Alert } from "../model.ts";
import { dueOf } from "../timing.ts";

type Cast =
  | "bigint"
  | "integer"
  | "smallint"
  | "boolean"
  | "text"
  | "text[]"
  | "jsonb"
  | "double precision"
  | "timestamptz";

/** Every field of the fold, its column and type: reading, inserting and updating are written from this one list. */
const FIELDS: { [field in keyof Alert]-?: [column: string, type: Cast] } = {
  id: ["id", "bigint"],
  ruleId: ["rule_id", "text"],
  object: ["object", "text"],
  seriesId: ["series_id", "integer"],
  assetId: ["asset_id", "integer"],
  feedId: ["feed_id", "text"],
  simulated: ["simulated", "boolean"],
  latched: ["latched", "boolean"],
  process: ["process", "text"],
  response: ["response", "text"],
  visibility: ["visibility", "text"],
  priority: ["priority", "smallint"],
  worst: ["worst", "smallint"],
  occurrences: ["occurrences", "integer"],
  level: ["level", "text"],
  value: ["value", "double precision"],
  limit: ["limit_value", "double precision"],
  peak: ["peak", "double precision"],
  expectedAt: ["expected_at", "timestamptz"],
  raisedAt: ["raised_at", "timestamptz"],
  returnedAt: ["returned_at", "timestamptz"],
  rungSeq: ["rung_seq", "integer"],
  rungAt: ["rung_at", "timestamptz"],
  ackedAt: ["acked_at", "timestamptz"],
  ackedBy: ["acked_by", "text"],
  assignee: ["assignee", "text"],
  hiddenUntil: ["hidden_until", "timestamptz"],
  hiddenBy: ["hidden_by", "text"],
  hiddenWhy: ["hidden_why", "text"],
  closedAt: ["closed_at", "timestamptz"],
  agencyId: ["agency_id", "text"],
  causeGroup: ["cause_group", "text"],
  incidentId: ["incident_id", "bigint"],
  sharedWith: ["shared_with", "text[]"],
  flips: ["flips", "jsonb"],
  chattering: ["chattering", "boolean"],
  escalation: ["escalation", "smallint"],
  shelfAsked: ["shelf_asked", "jsonb"],
  stepsDone: ["steps_done", "jsonb"],
  seq: ["seq", "integer"],
};

const ENTRIES = Object.entries(FIELDS) as [keyof Alert, [string, Cast]][];
const DUE: [string, Cast] = ["due_at", "timestamptz"];
const STORED = [...ENTRIES.filter(([field]) => field !== "id").map(([, pair]) => pair), DUE];

/** Select list of the fold; times as ms. `a` is the alert. */
export const ALERT = ENTRIES.map(([field, [column, type]]) =>
  type === "timestamptz"
    ? `(extract(epoch FROM a.${column}) * 1000)::float8 AS "${field}"`
    : `a.${column} AS "${field}"`,
).join(", ");

export const COLUMNS = STORED.map(([column]) => column).join(", ");
/** The shape of {@link rowsJson} for jsonb_to_recordset. */
export const RECORDSET = ["id bigint", ...STORED.map(([column, type]) => `${column} ${type}`)].join(", ");
export const ASSIGNMENTS = STORED.map(([column]) => `${column} = r.${column}`).join(", ");

/** Alerts as JSON by column, with the time at which the clock must look again. */
export function rowsJson(alerts: readonly Alert[]): string {
  return JSON.stringify(alerts.map(row));
}

function row(alert: Alert): { [column: string]: unknown } {
  const out: { [column: string]: unknown } = { due_at: iso(dueOf(alert)?.at ?? null) };
  for (const [field, [column, type]] of ENTRIES) {
    out[column] = type === "timestamptz" ? iso((alert[field] ?? null) as number | null) : alert[field];
  }
  return out;
}

function iso(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
