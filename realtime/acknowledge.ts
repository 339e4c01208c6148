import { mayAct } from "#lib/alert/duty.ts";
import { isRefusal } from "#lib/alert/event.ts";
import { record } from "#lib/alert/record.ts";
import { alertsByIds } from "#lib/alert/sql.ts";
import type { Pool } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import type { Ack, Answer } from "#lib/protocol.ts";
import { actorOf, type Identity } from "#lib/user/model.ts";

type Order = { who: Identity; ack: Ack; now: number };

/** One person says "I have seen it". The first wins; who comes second is told who was first. */
export async function acknowledge(pool: Pool, { who, ack, now }: Order): Promise<Answer<{ seq: number }>> {
  if (who.kind !== "person") return { ok: false, reason: "not_allowed" };
  const [alert] = await alertsByIds(pool, [ack.alertId]);
  if (!alert) return { ok: false, reason: "unknown_alert" };
  const hand = { role: who.role, own: false };
  const refused = mayAct(hand, "acknowledge", alert);
  if (refused) return { ok: false, reason: refused };
  const outcome = await tx(pool, (client) =>
    record(client, {
      alertId: ack.alertId,
      event: { type: "acknowledged", at: now },
      actor: actorOf(who),
      expectedSeq: ack.seq,
    }),
  );
  if (!isRefusal(outcome)) return { ok: true, value: { seq: outcome.seq } };
  return { ok: false, reason: outcome.reason, detail: outcome.name ?? undefined };
}
