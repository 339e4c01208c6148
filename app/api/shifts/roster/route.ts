import { tx } from "#lib/db/tx.ts";
import { rosterAskSchema } from "#lib/shift/model.ts";
import { changeRoster } from "#lib/shift/roster.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { actorOf } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";

/** Changes the roster: plan, crew, swap, copy_week, clear, undo; see lib/shift/model.ts. */
export const POST = guarded("shift.roster", async (request, who) => {
  const ask = await jsonBody(request, rosterAskSchema);
  if (ask instanceof Response) return ask;
  const order = { ask, actor: actorOf(who), now: Date.now() };
  const outcome = await tx(server().pool, (client) => changeRoster(client, order));
  if ("reason" in outcome) return refusal(outcome.reason.startsWith("unknown") ? 404 : 409, outcome.reason);
  return Response.json({ ok: true, ...outcome });
});
