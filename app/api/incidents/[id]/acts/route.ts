import { tx } from "#lib/db/tx.ts";
import { editIncident, incidentAskSchema } from "#lib/incident/edit.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { actorOf } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };

/** `{"type": "attach" | "detach", "alertIds"}`, `{"type": "rename", …}`, `{"type": "merge", "into"}`, `{"type": "close", "note"}`. */
export const POST = guarded<Context>("incident.edit", async (request, who, { params }) => {
  const id = Number((await params).id);
  if (!Number.isSafeInteger(id)) return refusal(404, "unknown_incident");
  const ask = await jsonBody(request, incidentAskSchema);
  if (ask instanceof Response) return ask;
  const doer = { actor: actorOf(who), now: Date.now() };
  const outcome = await tx(server().pool, (client) => editIncident(client, id, ask, doer));
  if ("reason" in outcome) return refusal(outcome.reason === "unknown_incident" ? 404 : 409, outcome.reason);
  return Response.json({ ok: true });
});
