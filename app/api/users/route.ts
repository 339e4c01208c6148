import { z } from "zod";
import { agencyExists } from "#lib/agency/sql.ts";
import { record as audit } from "#lib/audit/sql.ts";
import type { Client } from "#lib/db/pool.ts";
import { tx } from "#lib/db/tx.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { type MadeLink, makeLink } from "#lib/user/link.ts";
import { actorOf, type Identity, ROLES } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";
import { insertPerson, users } from "#lib/user/sql.ts";

/** No password: the person chooses one with the link, and nobody else knows it. */
const schema = z.strictObject({
  name: z.string().trim().min(1).max(80),
  email: z.email().max(200).toLowerCase(),
  role: z.enum(ROLES),
  agencyId: z.string().min(1).max(64).nullable().default(null),
});
type Made = ({ id: string } & MadeLink) | { reason: "unknown_agency" | "email_taken" };

export const GET = guarded("user.manage", async () => Response.json(await users(server().pool)));

/** Makes a person and the link of the invitation: 201 `{ok, id, path, expiresAt}`; the path is shown this once. */
export const POST = guarded("user.manage", async (request, who) => {
  const body = await jsonBody(request, schema);
  if (body instanceof Response) return body;
  const made = await tx(server().pool, (client) => invite(client, body, who));
  if ("reason" in made) return refusal(made.reason === "email_taken" ? 409 : 422, made.reason);
  return Response.json({ ok: true, ...made }, { status: 201 });
});

async function invite(client: Client, body: z.infer<typeof schema>, who: Identity): Promise<Made> {
  const { role, agencyId } = body;
  if (agencyId !== null && !(await agencyExists(client, agencyId))) return { reason: "unknown_agency" };
  const id = await insertPerson(client, body);
  if (id === null) return { reason: "email_taken" };
  const actor = actorOf(who);
  await audit(client, { actor, action: "user.create", object: `user:${id}`, detail: { role, agencyId } });
  return { id, ...(await makeLink(client, id, { by: actor, now: Date.now() })) };
}
