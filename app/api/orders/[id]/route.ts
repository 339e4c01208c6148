import { tx } from "#lib/db/tx.ts";
import { answerOrder } from "#lib/order/give.ts";
import { answerSchema } from "#lib/order/model.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };

/** An addressee's answer: `{"type": "acknowledge"}`, `{"type": "done" | "refuse", "text": …}`. */
export const POST = guarded<Context>("order.answer", async (request, who, { params }) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const id = Number((await params).id);
  if (!Number.isSafeInteger(id)) return refusal(404, "unknown_order");
  const answer = await jsonBody(request, answerSchema);
  if (answer instanceof Response) return answer;
  const outcome = await tx(server().pool, (client) =>
    answerOrder(client, { id, answer, who, now: Date.now() }),
  );
  if (!("reason" in outcome)) return Response.json({ ok: true, state: outcome.state });
  const { reason } = outcome;
  return refusal(reason === "unknown_order" ? 404 : reason === "order_not_yours" ? 403 : 409, reason);
});
