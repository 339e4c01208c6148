import { type ActsOutcome, actMany, writeDown } from "#lib/alert/acts.ts";
import type { Client } from "#lib/db/pool.ts";
import type { Person } from "#lib/user/model.ts";
import { hashToken } from "#lib/user/token.ts";
import { type Link, lockLink, spendLink } from "./sql/link.ts";

/** Why a link does not acknowledge. Texts: catalogue keys `refusal.<reason>`. */
export const LINK_REFUSALS = ["link_unknown", "link_used", "link_expired", "link_of_other"] as const;
export type LinkRefusal = (typeof LINK_REFUSALS)[number];

/** A token as it is written in links: 128 random bits. */
export const ACK_TOKEN = /^[\w-]{22}$/;

/** Whether this person may use the link now. What is unknown and what is forged look the same. */
export function linkTrouble(
  link: Link | undefined,
  who: Pick<Person, "userId">,
  now: number,
): LinkRefusal | null {
  if (!link) return "link_unknown";
  // To somebody else it says nothing of its state.
  if (link.userId !== who.userId) return "link_of_other";
  if (link.usedAt !== null) return "link_used";
  return link.expiresAt <= now ? "link_expired" : null;
}

export type LinkAsk = {
  token: string;
  who: Pick<Person, "userId" | "role" | "agencyId">;
  now: number;
  /** By alert, the seq that the page showed: what has rung since must be looked at again. */
  seqs: { readonly [alertId: string]: number };
};

/** `acked`: those that this call took; of the others, why not. */
export type LinkOutcome = {
  acked: number[];
  refused: { alertId: number; why: Omit<ActsOutcome["refused"][number], "id"> }[];
};

/** Acknowledges the alerts of a message by its link, once; duty and state decide as at the desk. */
export async function acknowledgeByLink(
  client: Client,
  { token, who, now, seqs }: LinkAsk,
): Promise<LinkOutcome | { reason: LinkRefusal }> {
  const hash = hashToken(token);
  const link = ACK_TOKEN.test(token) ? await lockLink(client, hash) : undefined;
  const reason = linkTrouble(link, who, now);
  if (reason) return { reason };
  const outcome: LinkOutcome = { acked: [], refused: [] };
  // What the page did not show is of seq 0: it has rung since.
  const seen = new Map((link as Link).alertIds.map((id) => [id, seqs[id] ?? 0]));
  const wish = { ask: { type: "acknowledge" }, who, now } as const;
  const { done, refused } = await actMany(client, seen, wish);
  await writeDown(client, refused, wish);
  outcome.acked.push(...done.map(([id]) => id));
  outcome.refused.push(...refused.map(({ id, ...why }) => ({ alertId: id, why })));
  if (outcome.acked.length > 0) await spendLink(client, hash, now);
  return outcome;
}
