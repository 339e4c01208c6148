import { z } from "zod";
import { record as audit } from "#lib/audit/sql.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { actorOf, ROLES } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";
import { createPerson, newPersonSchema } from "#lib/user/setup.ts";
import { users } from "#lib/user/sql.ts";

const schema = newPersonSchema.extend({ role: z.enum(ROLES) });

export const GET = guarded("user.manage", async () => Response.json(await users(server().pool)));

export const POST = guarded("user.manage", async (request, who) => {
  const body = await jsonBody(request, schema);
  if (body instanceof Response) return body;
  const { role, ...person } = body;
  const { pool, auth } = server();
  const id = await createPerson(auth, person, role);
  if (!id) return refusal(409, "email_taken");
  await audit(pool, { actor: actorOf(who), action: "user.create", object: `user:${id}`, detail: { role } });
  return Response.json({ ok: true, id }, { status: 201 });
});
