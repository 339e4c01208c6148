import { tx } from "#lib/db/tx.ts";
import { newIncidentSchema, openByHand } from "#lib/incident/edit.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { actorOf } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";

/** Opens an incident of chosen alerts: `{"nameVi", "nameEn"?, "alertIds": […]}` → `{"id"}`. */
export const POST = guarded("incident.edit", async (request, who) => {
  const wish = await jsonBody(request, newIncidentSchema);
  if (wish instanceof Response) return wish;
  const doer = { actor: actorOf(who), now: Date.now() };
  const outcome = await tx(server().pool, (client) => openByHand(client, wish, doer));
  return "reason" in outcome ? refusal(409, outcome.reason) : Response.json({ ok: true, id: outcome.id });
});
