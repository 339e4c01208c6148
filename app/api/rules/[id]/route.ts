import { aimedAt, allAims } from "#lib/rule/sql/aim.ts";
import { seesAny, seesProposal } from "#lib/rule/sql/list.ts";
import { proposalsOf } from "#lib/rule/sql/proposal.ts";
import { ruleVersions } from "#lib/rule/sql/version.ts";
import { ruleById } from "#lib/rule/sql.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };

/** `{ rule, versions, proposals }`, both lists newest first. */
export const GET = guarded<Context>("rule.see", async (_request, who, { params }) => {
  const { pool } = server();
  const rule = await ruleById(pool, (await params).id);
  if (!rule) return refusal(404, "unknown_rule");
  const aims = await allAims(pool);
  if (!seesAny(who, aimedAt(rule.target, aims).agencies)) return refusal(404, "unknown_rule");
  const [versions, proposals] = await Promise.all([
    ruleVersions(pool, rule.id),
    proposalsOf(pool, "rule", rule.id),
  ]);
  const seen = proposals.filter((proposal) => seesProposal(who, proposal, aims));
  return Response.json({ rule, versions, proposals: seen }, { headers: { "cache-control": "no-store" } });
});
