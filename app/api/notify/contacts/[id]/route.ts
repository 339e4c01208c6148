import { record as audit } from "#lib/audit/sql.ts";
import { tx } from "#lib/db/tx.ts";
import { contactChangeSchema } from "#lib/notify/model.ts";
import { changeContact, removeContact } from "#lib/notify/sql.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { actorOf } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };

/** Only one's own: another's is as unknown as one that never was. */
export const PATCH = guarded<Context>("notify.own", async (request, who, { params }) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const change = await jsonBody(request, contactChangeSchema);
  if (change instanceof Response) return change;
  const at = { userId: who.userId, id: idOf((await params).id) };
  const contact = await changeContact(server().pool, at, change);
  return contact ? Response.json({ ok: true, contact }) : refusal(404, "unknown_contact");
});

export const DELETE = guarded<Context>("notify.own", async (_, who, { params }) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const id = idOf((await params).id);
  return tx(server().pool, async (db) => {
    if (!(await removeContact(db, who.userId, id))) return refusal(404, "unknown_contact");
    await audit(db, { actor: actorOf(who), action: "contact.remove", object: `contact:${id}`, detail: {} });
    return Response.json({ ok: true });
  });
});

/** 0 is no contact's id. */
function idOf(text: string): number {
  return /^\d{1,9}$/.test(text) ? Number(text) : 0;
}
