import { actOnWarning, warningActSchema } from "#lib/cap/act.ts";
import { warningById } from "#lib/cap/sql.ts";
import { isWarningRefusal, type WarningAct } from "#lib/cap/warning.ts";
import { tx } from "#lib/db/tx.ts";
import { type Action, can, scopeOf } from "#lib/user/can.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };

const RIGHT: { [type in WarningAct["type"]]: readonly Action[] } = {
  edit: ["cap.draft"],
  sign_first: ["cap.sign_first"],
  sign_second: ["cap.sign_second"],
  send_back: ["cap.sign_first", "cap.sign_second"],
  withdraw: ["cap.draft"],
};

/** Edits, signs, sends back or withdraws: `{"type": …}` as in lib/cap/act.ts. */
export const POST = guarded<Context>("cap.see", async (request, who, { params }) => {
  const id = Number((await params).id);
  const act = await jsonBody(request, warningActSchema);
  if (act instanceof Response) return act;
  const scope = scopeOf(who, "cap.see");
  const warning = Number.isSafeInteger(id) ? await warningById(server().pool, id, scope) : undefined;
  if (!warning) return refusal(404, "unknown_warning");
  const { agencyId } = warning;
  if (who.kind !== "person" || !RIGHT[act.type].some((right) => can(who, right, { agencyId })))
    return refusal(403, "not_allowed");
  const order = { warningId: id, act, who, now: Date.now() };
  const outcome = await tx(server().pool, (client) => actOnWarning(client, order));
  if (isWarningRefusal(outcome)) return refusal(409, outcome.reason, outcome.missing);
  return Response.json({ ok: true, warning: outcome });
});
