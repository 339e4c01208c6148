import type { Db } from "#lib/db/pool.ts";
import type { Identity } from "#lib/user/model.ts";
import { ruleKindById } from "../kinds/catalog.ts";
import type { Rule, Target } from "../model.ts";
import type { Content, NamedProposal, Version } from "../proposal.ts";
import { ruleById } from "../sql.ts";
import { canTry } from "../trial.ts";
import { aimedAt, allAims } from "./aim.ts";
import { seesAny, seesProposal } from "./list.ts";
import { proposalsOf } from "./proposal.ts";
import { ruleVersions } from "./version.ts";

export type RuleView = {
  kindId: string;
  triable: boolean;
  /** null: a rule that is only proposed. */
  current: Content | null;
  initial: Content;
  version: number;
  versions: Version[];
  proposals: NamedProposal[];
};

/** One rule, or one that is only proposed, as this person may see it. */
export async function ruleView(db: Db, id: string, who: Identity): Promise<RuleView | undefined> {
  const [rule, proposals] = [await ruleById(db, id), await proposalsOf(db, "rule", id)];
  const aims = await allAims(db);
  const seen = proposals.filter((proposal) => seesProposal(who, proposal, aims));
  const initial = rule ? contentOf(rule) : seen[0]?.content;
  if (!initial) return undefined;
  if (rule && !seesAny(who, aimedAt(initial.target as Target, aims).agencies)) return undefined;
  const kind = ruleKindById(String(initial.kind));
  if (!kind) return undefined;
  return {
    kindId: kind.id,
    triable: canTry(kind.over),
    current: rule ? initial : null,
    initial,
    version: rule?.version ?? 0,
    versions: await ruleVersions(db, id),
    proposals: seen,
  };
}

function contentOf({ version: _, ...content }: Rule): Content {
  return content;
}
