import type { Db } from "#lib/db/pool.ts";
import { misfitOf } from "./fit.ts";
import { ruleKindById } from "./kinds/catalog.ts";
import { type Rule, ruleSchema, type Target } from "./model.ts";
import { type FieldIssue, senseless } from "./sense.ts";
import { type AimedAt, type Aims, aimedAt, allAims, isNothing } from "./sql/aim.ts";
import { ruleById } from "./sql.ts";

export type RuleContent = Omit<Rule, "version">;
type Issue = FieldIssue | { path: readonly PropertyKey[]; message: string; code: string };
/** `issues`: beside which fields, for the form. */
export type CheckRefusal = { reason: CheckReason; issues: Issue[] };
export type Checked<T> = { content: T; aimed: AimedAt } | CheckRefusal;

export const CHECK_REASONS = [
  "invalid_rule",
  "unknown_kind",
  "kind_fixed",
  "target_misfit",
  "target_empty",
  "reserved_id",
  "invalid_limits",
  "unknown_asset",
  "unknown_metric",
] as const;
type CheckReason = (typeof CHECK_REASONS)[number];

/** Words that stand where the id of a rule does in our own addresses. */
const RESERVED = new Set(["new", "kinds", "proposals", "target", "trial", "limits"]);

/** Whether this could be a rule in force: all that can be known without trying it. */
export async function checkRule(db: Db, input: unknown): Promise<Checked<RuleContent>> {
  const checked = checkContent(input);
  if ("reason" in checked) return checked;
  const { id, kind, target } = checked;
  if (RESERVED.has(id)) return refuse("reserved_id", ["id"]);
  const existing = await ruleById(db, id);
  if (existing && existing.kind !== kind) return refuse("kind_fixed", ["kind"]);
  const aimed = aimedAt(target, await allAims(db));
  return isNothing(aimed) ? refuse("target_empty", ["target"]) : { content: checked, aimed };
}

/** What a rule's own fields say about it, without the province. */
export function checkContent(input: unknown): RuleContent | CheckRefusal {
  const parsed = ruleSchema.safeParse(input);
  if (!parsed.success) return { reason: "invalid_rule", issues: parsed.error.issues };
  const rule = parsed.data;
  const kind = ruleKindById(rule.kind);
  if (!kind) return refuse("unknown_kind", ["kind"]);
  const params = kind.schema.safeParse(rule.params);
  if (!params.success) return { reason: "invalid_rule", issues: params.error.issues.map(underParams) };
  if (misfitOf(kind.over, rule.target)) return refuse("target_misfit", ["target"]);
  const issues = senseless(params.data, metricOf(rule.target)).map(underParams);
  if (issues.length > 0) return { reason: "invalid_rule", issues };
  return { ...rule, params: params.data };
}

export function metricOf(target: Target): string | undefined {
  return "metric" in target ? target.metric : undefined;
}

/** Whose a rule's objects are, for what it is and for what it is to become. */
export function agenciesAimedAt(targets: readonly Target[], aims: Aims): (string | null)[] {
  return [...new Set(targets.flatMap((target) => aimedAt(target, aims).agencies))];
}

function refuse(reason: CheckReason, path: string[]): CheckRefusal {
  return { reason, issues: [{ code: "custom", path, message: reason }] };
}

function underParams<I extends { path: readonly PropertyKey[] }>(issue: I): I {
  return { ...issue, path: ["params", ...issue.path] };
}
