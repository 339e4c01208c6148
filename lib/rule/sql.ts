import { z } from "zod";
import { publish } from "#lib/db/bus.ts";
import type { Db } from "#lib/db/pool.ts";
import { misfitOf } from "./fit.ts";
import { ruleKindById } from "./kinds/catalog.ts";
import { type Rule, type RuleInput, ruleSchema } from "./model.ts";
import type { ChangedBy } from "./proposal.ts";
import { keepRuleVersion, SET_UP } from "./sql/version.ts";

const RULE = `id, kind, name_vi AS "nameVi", name_en AS "nameEn", params, target, priority, response, latched,
  group_by AS "groupBy", enabled, simulated, version`;

/** Every rule, by id. */
export async function allRules(db: Db): Promise<Rule[]> {
  const { rows } = await db.query<Rule>(`SELECT ${RULE} FROM rule ORDER BY id`);
  return rows;
}

export async function ruleById(db: Db, id: string): Promise<Rule | undefined> {
  const { rows } = await db.query<Rule>(`SELECT ${RULE} FROM rule WHERE id = $1`, [id]);
  return rows[0];
}

/**
 * Makes the rule or brings it to what is given; a change raises its version, and judges hear it with the
 * transaction, and what it was is kept. Its kind is fixed for life: another kind is another rule.
 * @returns whether anything changed
 * @throws ZodError when the rule or the params do not fit; Error when the kind is unknown, does not fit the
 *   target or is not that of the rule as it is
 */
export async function upsertRule(db: Db, input: RuleInput, by: ChangedBy = SET_UP): Promise<boolean> {
  const rule = checked(input);
  const { rows } = await db.query<{ kind: string }>("SELECT kind FROM rule WHERE id = $1", [rule.id]);
  if (rows[0] && rows[0].kind !== rule.kind) {
    throw new Error(`rule ${rule.id} is of kind ${rows[0].kind}: make a new rule for kind ${rule.kind}`);
  }
  const written = await db.query<{ version: number }>(
    `INSERT INTO rule AS r (id, kind, name_vi, name_en, params, target, priority, response, latched, enabled, simulated,
       group_by, version)
     VALUES ($1::ident, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,
       (SELECT coalesce(max(version), 0) + 1 FROM rule_version WHERE rule_id = $1::ident))
     ON CONFLICT (id) DO UPDATE SET name_vi = $3, name_en = $4, params = $5, target = $6, priority = $7,
       response = $8, latched = $9, enabled = $10, simulated = $11, group_by = $12, version = r.version + 1, updated_at = now()
     WHERE (r.name_vi, r.name_en, r.params, r.target, r.priority, r.response, r.latched, r.enabled, r.simulated, r.group_by)
       IS DISTINCT FROM ($3, $4, $5::jsonb, $6::jsonb, $7, $8::jsonb, $9, $10, $11, $12)
     RETURNING version`,
    [
      rule.id,
      rule.kind,
      rule.nameVi,
      rule.nameEn,
      JSON.stringify(rule.params),
      JSON.stringify(rule.target),
      rule.priority,
      JSON.stringify(rule.response),
      rule.latched,
      rule.enabled,
      rule.simulated,
      rule.groupBy,
    ],
  );
  const version = written.rows[0]?.version;
  if (version === undefined) return false;
  await keepRuleVersion(db, { version, content: rule, by });
  await publish(db, "config", [JSON.stringify({ changed: "rule" })]);
  return true;
}

function checked(input: RuleInput): z.output<typeof ruleSchema> {
  const rule = ruleSchema.parse(input);
  const kind = ruleKindById(rule.kind);
  if (!kind) throw new Error(`rule ${rule.id}: there is no kind ${rule.kind} in lib/rule/kinds`);
  const misfit = misfitOf(kind.over, rule.target);
  if (misfit) throw new Error(`rule ${rule.id}: kind ${rule.kind} ${misfit}`);
  const params = kind.schema.safeParse(rule.params);
  if (!params.success) {
    throw new Error(`rule ${rule.id}: ${z.prettifyError(params.error)}`, { cause: params.error });
  }
  return { ...rule, params: params.data };
}
