import { tx } from "#lib/db/tx.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { makeLink } from "#lib/user/link.ts";
import { actorOf } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";
import { personById } from "#lib/user/sql.ts";

type Context = { params: Promise<{ id: string }> };

/** A new link for somebody to choose a password with: `{ok, path, purpose, expiresAt}`, shown once; older ones end. */
export const POST = guarded<Context>("user.manage", async (_, who, { params }) => {
  const { id } = await params;
  const made = await tx(server().pool, async (client) => {
    if (!(await personById(client, id))) return null;
    return makeLink(client, id, { by: actorOf(who), now: Date.now() });
  });
  return made ? Response.json({ ok: true, ...made }, { status: 201 }) : refusal(404, "unknown_person");
});
