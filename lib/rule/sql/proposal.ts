import type { Client, Db } from "#lib/db/pool.ts";
import { trialHash } from "../hash.ts";
import type { Content, NamedProposal, Noun, Proposal, TrialSummary } from "../proposal.ts";

const MS = (column: string) => `(extract(epoch FROM c.${column}) * 1000)::float8`;
const PROPOSAL = `c.id, c.noun, c.subject, c.state, c.content, c.base, c.why, c.restores, c.trial, c.seq,
  c.proposed_by AS "proposedBy", ${MS("proposed_at")} AS "proposedAt", c.decided_by AS "decidedBy",
  ${MS("decided_at")} AS "decidedAt", c.decision`;
const NAMED = `${PROPOSAL}, p.name AS "proposedName", d.name AS "decidedName" FROM change_proposal c
  LEFT JOIN auth."user" p ON c.proposed_by = 'user:' || p.id LEFT JOIN auth."user" d ON c.decided_by = 'user:' || d.id`;

export type NewProposal = Pick<
  Proposal,
  "noun" | "subject" | "content" | "base" | "why" | "restores" | "proposedBy"
>;

export async function insertProposal(db: Db, given: NewProposal): Promise<Proposal> {
  const { noun, subject, content, base, why, restores, proposedBy } = given;
  const { rows } = await db.query<Proposal>(
    `INSERT INTO change_proposal AS c (noun, subject, state, content, hash, base, why, restores, proposed_by)
     VALUES ($1, $2, 'draft', $3, $4, $5, $6, $7, $8) RETURNING ${PROPOSAL}`,
    [noun, subject, JSON.stringify(content), trialHash(content), json(base), why, restores, proposedBy],
  );
  return rows[0] as Proposal;
}

export async function lockProposal(client: Client, id: number): Promise<Proposal | undefined> {
  const { rows } = await client.query<Proposal>(
    `SELECT ${PROPOSAL} FROM change_proposal c WHERE c.id = $1 FOR UPDATE`,
    [id],
  );
  return rows[0];
}

export async function saveProposal(client: Client, proposal: Proposal): Promise<void> {
  const { id, state, content, base, why, trial, decidedBy, decidedAt, decision, proposedAt, seq } = proposal;
  await client.query(
    `UPDATE change_proposal SET state = $2, content = $3, hash = $4, base = $5, why = $6, trial = $7,
       decided_by = $8, decided_at = $9, decision = $10, proposed_at = $11, seq = $12 WHERE id = $1`,
    [
      id,
      state,
      JSON.stringify(content),
      trialHash(content),
      json(base),
      why,
      json(trial),
      decidedBy,
      decidedAt === null ? null : new Date(decidedAt),
      decision,
      new Date(proposedAt),
      seq,
    ],
  );
}

/** Drafts and proposals that nobody has decided, the one that waits longest first. */
export async function waitingProposals(db: Db, noun: Noun): Promise<NamedProposal[]> {
  const { rows } = await db.query<NamedProposal>(
    `SELECT ${NAMED} WHERE c.noun = $1 AND c.state IN ('draft', 'proposed') ORDER BY c.proposed_at, c.id`,
    [noun],
  );
  return rows;
}

/** All proposals about one rule or set, the newest first. */
export async function proposalsOf(db: Db, noun: Noun, subject: string): Promise<NamedProposal[]> {
  const { rows } = await db.query<NamedProposal>(
    `SELECT ${NAMED} WHERE c.noun = $1 AND c.subject = $2 ORDER BY c.id DESC LIMIT 100`,
    [noun, subject],
  );
  return rows;
}

export async function keepTrial(db: Db, noun: Noun, content: Content, summary: TrialSummary): Promise<void> {
  await db.query("INSERT INTO change_trial (noun, hash, at, by, summary) VALUES ($1, $2, $3, $4, $5)", [
    noun,
    trialHash(content),
    new Date(summary.at),
    summary.by,
    JSON.stringify(summary),
  ]);
}

/** The newest trial of exactly this content. */
export async function newestTrial(db: Db, noun: Noun, content: Content): Promise<TrialSummary | null> {
  const { rows } = await db.query<{ summary: TrialSummary }>(
    "SELECT summary FROM change_trial WHERE noun = $1 AND hash = $2 ORDER BY at DESC LIMIT 1",
    [noun, trialHash(content)],
  );
  return rows[0]?.summary ?? null;
}

function json(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}
