import { act } from "#lib/alert/act.ts";
import type { Pool } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import type { Ack, Answer } from "#lib/protocol.ts";
import type { Identity } from "#lib/user/model.ts";

type Order = { who: Identity; ack: Ack; now: number };

/** One person says "I have seen it". The first wins; who comes second is told who was first. */
export async function acknowledge(pool: Pool, { who, ack, now }: Order): Promise<Answer<{ seq: number }>> {
  if (who.kind !== "person") return { ok: false, reason: "not_allowed" };
  const ask = { type: "acknowledge" } as const;
  const outcome = await tx(pool, (client) => act(client, { ...ack, ask, who, now }));
  if (!("reason" in outcome)) return { ok: true, value: { seq: outcome.seq } };
  return { ok: false, reason: outcome.reason, detail: outcome.name ?? undefined };
}
