import { publish } from "#lib/db/bus.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Policy, type PolicyInput, policySchema } from "./model.ts";

const POLICY = `id, name_vi AS "nameVi", name_en AS "nameEn", match, steps, enabled, version`;

export async function policies(db: Db): Promise<Policy[]> {
  const { rows } = await db.query<Policy>({
    name: "escalation-policies",
    text: `SELECT ${POLICY} FROM escalation_policy ORDER BY id`,
  });
  return rows;
}

/**
 * Makes the policy or brings it to what is given. Escalations under way keep to the steps as they were.
 * @returns the policy as it was before, for the audit; null when it is new; undefined when nothing changed
 * @throws ZodError
 */
export async function savePolicy(db: Db, input: PolicyInput): Promise<Policy | null | undefined> {
  const policy = policySchema.parse(input);
  const { rows } = await db.query<Policy>(
    `SELECT ${POLICY} FROM escalation_policy WHERE id = $1 FOR UPDATE`,
    [policy.id],
  );
  const { rowCount } = await db.query(
    `INSERT INTO escalation_policy AS p (id, name_vi, name_en, match, steps, enabled) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (id) DO UPDATE SET name_vi = $2, name_en = $3, match = $4, steps = $5, enabled = $6,
       version = p.version + 1, updated_at = now()
     WHERE (p.name_vi, p.name_en, p.match, p.steps, p.enabled) IS DISTINCT FROM ($2, $3, $4::jsonb, $5::jsonb, $6)`,
    [
      policy.id,
      policy.nameVi,
      policy.nameEn,
      JSON.stringify(policy.match),
      JSON.stringify(policy.steps),
      policy.enabled,
    ],
  );
  if (!rowCount) return undefined;
  await publish(db, "config", [JSON.stringify({ changed: "escalation", onlyNew: true })]);
  return rows[0] ?? null;
}

/** @returns the policy that was removed */
export async function removePolicy(db: Db, id: string): Promise<Policy | undefined> {
  const { rows } = await db.query<Policy>(`DELETE FROM escalation_policy WHERE id = $1 RETURNING ${POLICY}`, [
    id,
  ]);
  return rows[0];
}
