import { z } from "zod";
import { record as audit } from "#lib/audit/sql.ts";
import { tx } from "#lib/db/tx.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { actorOf, ROLES } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";
import { setDisabled, setRole } from "#lib/user/sql.ts";

const schema = z.union([z.object({ role: z.enum(ROLES) }), z.object({ disabled: z.boolean() })]);
type Context = { params: Promise<{ id: string }> };

export const PATCH = guarded<Context>("user.manage", async (request, who, { params }) => {
  const { id } = await params;
  const body = await jsonBody(request, schema);
  if (body instanceof Response) return body;
  const done = await tx(server().pool, async (db) => {
    const changed =
      "role" in body ? await setRole(db, id, body.role) : await setDisabled(db, id, body.disabled);
    if (changed)
      await audit(db, { actor: actorOf(who), action: "user.change", object: `user:${id}`, detail: body });
    return changed;
  });
  return done ? Response.json({ ok: true }) : refusal(409, "last_admin_or_unknown");
});
