import { z } from "zod";
import { act, askSchema } from "#lib/alert/act.ts";
import { RECEIVE_REFUSALS } from "#lib/alert/receive.ts";
import { tx } from "#lib/db/tx.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };
const schema = z.intersection(
  z.looseObject({ seq: z.int().positive() }),
  z.looseObject({ type: z.string() }),
);

/** What a person does about an alert: `{"type": …, "seq": the alert's as it was seen, …}`, see lib/alert/act.ts. */
export const POST = guarded<Context>("alert.see", async (request, who, { params }) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const alertId = Number((await params).id);
  if (!Number.isSafeInteger(alertId)) return refusal(404, "unknown_alert");
  const body = await jsonBody(request, schema);
  if (body instanceof Response) return body;
  const { seq, ...asked } = body;
  const ask = askSchema.safeParse(asked);
  if (!ask.success) return refusal(400, "invalid_request", ask.error.issues);
  const order = { alertId, ask: ask.data, who, now: Date.now(), seq };
  const outcome = await tx(server().pool, (client) => act(client, order));
  if (!("reason" in outcome)) return Response.json({ ok: true, seq: outcome.seq });
  const { reason, name, at } = outcome;
  return refusal(statusOf(reason), reason, name && { name, at });
});

const DUTY: readonly string[] = [
  "not_allowed",
  "not_your_agency",
  "too_urgent_for_role",
  "too_long_for_role",
  ...RECEIVE_REFUSALS,
];

function statusOf(reason: string): number {
  if (reason === "unknown_alert") return 404;
  return DUTY.includes(reason) ? 403 : 409;
}
