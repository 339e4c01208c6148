import { type ActRefusal, act } from "#lib/alert/act.ts";
import { record as audit } from "#lib/audit/sql.ts";
import type { Client } from "#lib/db/pool.ts";
import { can } from "#lib/user/can.ts";
import { actorOf, type Person } from "#lib/user/model.ts";
import { applyAnswer, type Give, isForMe, type Order, type OrderAnswer, type OrderRefusal } from "./model.ts";
import { insertOrders, isThere, lockOrder, type NewOrder, newestOrderOf, saveOrder } from "./sql.ts";

type Giving = { give: Give; who: Person; now: number };
type Refused = { reason: OrderRefusal };

/**
 * Gives an order, in the caller's transaction. One about an alert is an event of that alert, of which the row
 * follows; a free one is a row alone.
 */
export async function giveOrder(
  client: Client,
  { give, who, now }: Giving,
): Promise<{ id: number } | Refused | ActRefusal> {
  const { text, addressee, minutes, alertId } = give;
  if (!(await isThere(client, addressee))) return { reason: "unknown_addressee" };
  if (alertId !== undefined) {
    const ask = { type: "order" as const, text, to: addressee === "room" ? null : addressee, minutes };
    const outcome = await act(client, { alertId, ask, who, now });
    if ("reason" in outcome) return outcome;
    return { id: (await newestOrderOf(client, alertId)) as number };
  }
  const actor = actorOf(who);
  const dueAt = minutes === undefined ? null : now + minutes * 60_000;
  const order: NewOrder = {
    text,
    addressee,
    givenAt: now,
    givenBy: actor,
    dueAt,
    alertId: null,
    alertSeq: null,
  };
  const [id] = await insertOrders(client, [order]);
  await audit(client, { actor, action: "order.given", object: `order:${id}`, detail: { addressee, text } });
  return { id: id as number };
}

type Answering = { id: number; answer: OrderAnswer; who: Person; now: number };

/** Answers an order, in the caller's transaction; a refusal changes nothing. */
export async function answerOrder(
  client: Client,
  { id, answer, who, now }: Answering,
): Promise<Order | Refused> {
  const order = await lockOrder(client, id);
  if (!order) return { reason: "unknown_order" };
  // Who has no part in the shifts is told of no order that is not for them.
  if (!isForMe(order, who)) return { reason: can(who, "shift.see") ? "order_not_yours" : "unknown_order" };
  const actor = actorOf(who);
  const next = applyAnswer(order, { answer, actor, at: now });
  if ("reason" in next) return next;
  const text = "text" in answer ? answer.text : null;
  await saveOrder(client, next, { type: next.state, actor, at: now, text });
  await audit(client, { actor, action: `order.${next.state}`, object: `order:${id}`, detail: { text } });
  return next;
}
