import type { Db } from "#lib/db/pool.ts";
import { can } from "#lib/user/can.ts";
import type { Identity } from "#lib/user/model.ts";
import type { ListedRule, RuleList } from "../listed.ts";
import type { Rule } from "../model.ts";
import type { NamedProposal } from "../proposal.ts";
import { allRules } from "../sql.ts";
import { type AimedAt, type Aims, aimedAt, allAims } from "./aim.ts";
import { waitingProposals } from "./proposal.ts";

/** The rules that this person may see, each with how it fares, and the proposals that wait. */
export async function rulesFor(db: Db, who: Identity): Promise<RuleList> {
  const aims = await allAims(db);
  const [rules, counts, waiting] = [
    await allRules(db),
    await alertCounts(db),
    await waitingProposals(db, "rule"),
  ];
  const seen = rules
    .map((rule) => ({ rule, aimed: aimedAt(rule.target, aims) }))
    .filter(({ aimed }) => seesAny(who, aimed.agencies));
  return {
    rules: seen.map(({ rule, aimed }) => ({ rule, ...numbers(counts, rule.id), aims: sizes(aimed) })),
    waiting: waiting.filter((proposal) => seesProposal(who, proposal, aims)),
  };
}

/** Drafts are their author's; what is proposed is seen by those who see the rule. */
export function seesProposal(
  who: Identity,
  { state, proposedBy, content }: Pick<NamedProposal, "state" | "proposedBy" | "content">,
  aims: Aims,
): boolean {
  if (who.kind !== "person") return false;
  if (proposedBy === `user:${who.userId}`) return true;
  if (state === "draft") return false;
  return seesAny(who, aimedAt(content.target as Rule["target"], aims).agencies);
}

export function seesAny(who: Identity, agencies: readonly (string | null)[]): boolean {
  if (can(who, "rule.see", { agencyId: null })) return true;
  return agencies.some((agencyId) => can(who, "rule.see", { agencyId }));
}

type Counts = Map<string, { open: number; recent: number }>;

async function alertCounts(db: Db): Promise<Counts> {
  const { rows } = await db.query<{ ruleId: string; open: number; recent: number }>(
    `SELECT rule_id AS "ruleId", count(*) FILTER (WHERE closed_at IS NULL) AS open,
       count(*) FILTER (WHERE raised_at > now() - INTERVAL '30 days') AS recent
     FROM alert WHERE closed_at IS NULL OR raised_at > now() - INTERVAL '30 days' GROUP BY rule_id`,
  );
  return new Map(rows.map(({ ruleId, open, recent }) => [ruleId, { open, recent }]));
}

function numbers(counts: Counts, id: string) {
  return counts.get(id) ?? { open: 0, recent: 0 };
}

function sizes({ series, assets, feeds, records }: AimedAt): ListedRule["aims"] {
  return { series, assets: assets.length, feeds: feeds.length, records };
}
