import { z } from "zod";
import { agencyExists } from "#lib/agency/sql.ts";
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
type Reason = "last_admin_or_unknown" | "unknown_agency";

export const PATCH = guarded<Context>("user.manage", async (request, who, { params }) => {
  const { id } = await params;
  const body = await jsonBody(request, schema);
  if (body instanceof Response) return body;
  const reason = await tx(server().pool, async (db) => {
    const refused = await apply(db, id, body);
    if (!refused)
      await audit(db, { actor: actorOf(who), action: "user.change", object: `user:${id}`, detail: body });
    return refused;
  });
  if (reason) return refusal(reason === "unknown_agency" ? 422 : 409, reason);
  return Response.json({ ok: true });
});

async function apply(db: Client, id: string, change: Change): Promise<Reason | null> {
  if ("agencyId" in change) {
    const { agencyId } = change;
    if (agencyId !== null && !(await agencyExists(db, agencyId))) return "unknown_agency";
    return (await setAgency(db, id, agencyId)) ? null : "last_admin_or_unknown";
  }
  const done =
    "role" in change ? await setRole(db, id, change.role) : await setDisabled(db, id, change.disabled);
  return done ? null : "last_admin_or_unknown";
}
