import type { Db } from "#lib/db/pool.ts";
import type { ChangedBy, Version } from "../proposal.ts";

export const SET_UP: ChangedBy = { proposedBy: "job:setup", approvedBy: null, proposalId: null, trial: null };

type New = { version: number; content: { id: string }; by: ChangedBy };

export async function keepRuleVersion(db: Db, { version, content, by }: New): Promise<void> {
  await db.query(
    `INSERT INTO rule_version (rule_id, version, content, proposed_by, approved_by, proposal_id, trial)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      content.id,
      version,
      JSON.stringify(content),
      by.proposedBy,
      by.approvedBy,
      by.proposalId,
      json(by.trial),
    ],
  );
}

/** Every version of the rule, the newest first. */
export async function ruleVersions(db: Db, ruleId: string): Promise<Version[]> {
  const { rows } = await db.query<Version>(
    `SELECT ${VERSION} FROM rule_version v ${NAMES} WHERE v.rule_id = $1 ORDER BY v.version DESC`,
    [ruleId],
  );
  return rows;
}

/** Every version of the threshold set, the newest first. */
export async function thresholdVersions(db: Db, subject: string): Promise<Version[]> {
  const { rows } = await db.query<Version>(
    `SELECT ${VERSION} FROM threshold_version v ${NAMES} WHERE v.subject = $1 ORDER BY v.version DESC`,
    [subject],
  );
  return rows;
}

type NewThreshold = { subject: string; content: object; by: ChangedBy };

export async function keepThresholdVersion(db: Db, { subject, content, by }: NewThreshold): Promise<void> {
  await db.query(
    `INSERT INTO threshold_version (subject, version, content, proposed_by, approved_by, proposal_id, trial)
     SELECT $1, coalesce(max(version), 0) + 1, $2::jsonb, $3, $4, $5::bigint, $6::jsonb FROM threshold_version WHERE subject = $1`,
    [subject, JSON.stringify(content), by.proposedBy, by.approvedBy, by.proposalId, json(by.trial)],
  );
}

const VERSION = `v.version, v.content, (extract(epoch FROM v.at) * 1000)::float8 AS at, v.proposed_by AS "proposedBy",
  v.approved_by AS "approvedBy", v.proposal_id AS "proposalId", v.trial, p.name AS "proposedName",
  a.name AS "approvedName"`;
const NAMES = `LEFT JOIN auth."user" p ON v.proposed_by = 'user:' || p.id
  LEFT JOIN auth."user" a ON v.approved_by = 'user:' || a.id`;

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
