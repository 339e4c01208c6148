import { z } from "zod";
import { tx } from "#lib/db/tx.ts";
import { giveOrder } from "#lib/order/give.ts";
import { giveSchema } from "#lib/order/model.ts";
import { orders } from "#lib/order/sql.ts";
import { can } from "#lib/user/can.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

const wish = z.object({
  state: z.enum(["open", "closed", "all"]).default("open"),
  alert: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(200).default(100),
});

/** Orders, those that wait first: `?state=open|closed|all&alert=17`. An agency sees what is its own. */
export const GET = guarded("desk.see", async (request, who) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const asked = wish.safeParse(Object.fromEntries(new URL(request.url).searchParams));
  if (!asked.success) return refusal(400, "invalid_request", asked.error.issues);
  const { state, alert: alertId, limit } = asked.data;
  const scope = can(who, "shift.see") ? null : who;
  const found = await orders(server().pool, { state, alertId, limit, scope });
  return Response.json({ orders: found }, { headers: { "cache-control": "no-store" } });
});

/** A leader's order, about an alert or about none. */
export const POST = guarded("order.give", async (request, who) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const give = await jsonBody(request, giveSchema);
  if (give instanceof Response) return give;
  const outcome = await tx(server().pool, (client) => giveOrder(client, { give, who, now: Date.now() }));
  if ("id" in outcome && !("reason" in outcome))
    return Response.json({ ok: true, id: outcome.id }, { status: 201 });
  const { reason } = outcome as { reason: string };
  return refusal(reason === "unknown_alert" ? 404 : 409, reason);
});
