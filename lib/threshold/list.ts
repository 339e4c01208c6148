import type { Db } from "#lib/db/pool.ts";
import { seesAny } from "#lib/rule/sql/list.ts";
import { type NamedProposal, waitingProposals } from "#lib/rule/sql/proposal.ts";
import type { Identity } from "#lib/user/model.ts";
import { allThresholdSets, assetOwner, type NamedThresholdSet } from "./sql.ts";

export type ThresholdList = { sets: NamedThresholdSet[]; waiting: NamedProposal[] };

/** The sets that this person may see, those that hold for every station too, and the proposals that wait. */
export async function thresholdsFor(db: Db, who: Identity): Promise<ThresholdList> {
  const sets = (await allThresholdSets(db)).filter((s) => s.assetId === null || seesAny(who, [s.agencyId]));
  const waiting: NamedProposal[] = [];
  for (const proposal of await waitingProposals(db, "threshold"))
    if (await sees(db, who, proposal)) waiting.push(proposal);
  return { sets, waiting };
}

async function sees(db: Db, who: Identity, { state, proposedBy, content }: NamedProposal): Promise<boolean> {
  if (who.kind !== "person") return false;
  if (proposedBy === `user:${who.userId}`) return true;
  if (state === "draft") return false;
  const assetId = content.assetId as number | null;
  return seesAny(who, [assetId === null ? null : ((await assetOwner(db, assetId))?.agencyId ?? null)]);
}
