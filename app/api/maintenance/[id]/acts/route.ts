import { tx } from "#lib/db/tx.ts";
import { decide, decisionSchema } from "#lib/maintenance/act.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };
const STATUS: { [reason: string]: number } = { unknown_maintenance: 404, not_allowed: 403 };

/** `{"type": "approve" | "refuse" | "cancel"}`. */
export const POST = guarded<Context>("maintenance.see", async (request, who, { params }) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const id = Number((await params).id);
  if (!Number.isSafeInteger(id)) return refusal(404, "unknown_maintenance");
  const decision = await jsonBody(request, decisionSchema);
  if (decision instanceof Response) return decision;
  const outcome = await tx(server().pool, (client) => decide(client, id, decision, { who, now: Date.now() }));
  if (!("reason" in outcome)) return Response.json({ ok: true });
  return refusal(STATUS[outcome.reason] ?? 409, outcome.reason);
});
