import type { Db } from "#lib/db/pool.ts";
import type { ThresholdList } from "#lib/rule/listed.ts";
import type { Content, NamedProposal, Version } from "#lib/rule/proposal.ts";
import { seesAny } from "#lib/rule/sql/list.ts";
import { proposalsOf, waitingProposals } from "#lib/rule/sql/proposal.ts";
import { thresholdVersions } from "#lib/rule/sql/version.ts";
import type { Identity } from "#lib/user/model.ts";
import { allThresholdSets, assetOwner, thresholdBySubject } from "./sql.ts";

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

export type LimitView = {
  current: Content | null;
  initial: Content;
  versions: Version[];
  proposals: NamedProposal[];
};

/** What a new set begins with. */
const BLANK: Content = { assetId: null, metricId: "water_level", levels: [], verified: false };

/** One set, or one that is only proposed, as this person may see it; without a subject, a blank one. */
export async function limitView(
  db: Db,
  subject: string | undefined,
  who: Identity,
): Promise<LimitView | undefined> {
  if (subject === undefined) return { current: null, initial: BLANK, versions: [], proposals: [] };
  const current = (await thresholdBySubject(db, subject)) ?? null;
  if (current?.assetId && !seesAny(who, [(await assetOwner(db, current.assetId))?.agencyId ?? null]))
    return undefined;
  const proposals: NamedProposal[] = [];
  for (const proposal of await proposalsOf(db, "threshold", subject))
    if (await sees(db, who, proposal)) proposals.push(proposal);
  const initial = current ?? proposals[0]?.content;
  return initial && { current, initial, versions: await thresholdVersions(db, subject), proposals };
}
