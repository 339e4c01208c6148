import { record as audit } from "#lib/audit/sql.ts";
import { tx } from "#lib/db/tx.ts";
import { removePolicy } from "#lib/escalation/sql.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { actorOf } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };

/** Escalations under way go on by the steps that were planned. */
export const DELETE = guarded<Context>("notify.manage", async (_, who, { params }) => {
  const { id } = await params;
  return tx(server().pool, async (db) => {
    const before = await removePolicy(db, id);
    if (!before) return refusal(404, "unknown_policy");
    await audit(db, {
      actor: actorOf(who),
      action: "escalation.remove",
      object: `escalation:${id}`,
      detail: { before },
    });
    return Response.json({ ok: true });
  });
});
