import { z } from "zod";
import { record as audit } from "#lib/audit/sql.ts";
import type { Client } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { actorOf, ROLES } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";
import { setAgency, setDisabled, setRole } from "#lib/user/sql.ts";

const schema = z.union([
  z.strictObject({ role: z.enum(ROLES) }),
  z.strictObject({ agencyId: z.string().min(1).max(64).nullable() }),
  z.strictObject({ disabled: z.boolean() }),
]);
type Change = z.infer<typeof schema>;
type Context = { params: Promise<{ id: string }> };

export const PATCH = guarded<Context>("user.manage", async (request, who, { params }) => {
  const { id } = await params;
  const body = await jsonBody(request, schema);
  if (body instanceof Response) return body;
  const done = await tx(server().pool, async (db) => {
    const changed = await apply(db, id, body);
    if (changed)
      await audit(db, { actor: actorOf(who), action: "user.change", object: `user:${id}`, detail: body });
    return changed;
  });
  return done ? Response.json({ ok: true }) : refusal(409, "last_admin_or_unknown");
});

function apply(db: Client, id: string, change: Change): Promise<boolean> {
  if ("role" in change) return setRole(db, id, change.role);
  if ("agencyId" in change) return setAgency(db, id, change.agencyId);
  return setDisabled(db, id, change.disabled);
}
