import { z } from "zod";
import { record as audit } from "#lib/audit/sql.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { actorOf, ROLES } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";
import { createPerson, newPersonSchema } from "#lib/user/setup.ts";
import { setAgency, users } from "#lib/user/sql.ts";

const schema = newPersonSchema.extend({
  role: z.enum(ROLES),
  agencyId: z.string().min(1).max(64).nullable().default(null),
});

export const GET = guarded("user.manage", async () => Response.json(await users(server().pool)));

export const POST = guarded("user.manage", async (request, who) => {
  const body = await jsonBody(request, schema);
  if (body instanceof Response) return body;
  const { role, agencyId, ...person } = body;
  const { pool, auth } = server();
  const id = await createPerson(auth, person, role);
  if (!id) return refusal(409, "email_taken");
  if (agencyId) await setAgency(pool, id, agencyId);
  const detail = { role, agencyId };
  await audit(pool, { actor: actorOf(who), action: "user.create", object: `user:${id}`, detail });
  return Response.json({ ok: true, id }, { status: 201 });
});
