import { record as audit } from "#lib/audit/sql.ts";
import { tx } from "#lib/db/tx.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { actorOf } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";
import { endSession } from "#lib/user/sql/session.ts";

type Context = { params: Promise<{ id: string }> };

/** Ends one of one's own sessions. */
export const DELETE = guarded<Context>("self.manage", async (_, who, { params }) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const { id } = await params;
  if (id.includes("\u0000")) return refusal(404, "unknown_session");
  const actor = actorOf(who);
  const done = await tx(server().pool, async (client) => {
    if (!(await endSession(client, who.userId, id))) return false;
    await audit(client, { actor, action: "user.sessions_ended", object: actor, detail: { count: 1 } });
    return true;
  });
  return done ? Response.json({ ok: true }) : refusal(404, "unknown_session");
});
