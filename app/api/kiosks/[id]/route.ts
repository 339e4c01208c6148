import { record as audit } from "#lib/audit/sql.ts";
import { tx } from "#lib/db/tx.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { actorOf } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";
import { revokeKiosk } from "#lib/user/sql.ts";

type Context = { params: Promise<{ id: string }> };

export const DELETE = guarded<Context>("kiosk.manage", async (_request, who, { params }) => {
  const id = Number((await params).id);
  if (!Number.isSafeInteger(id)) return refusal(404, "unknown_kiosk");
  const revoked = await tx(server().pool, async (db) => {
    if (!(await revokeKiosk(db, id))) return false;
    await audit(db, { actor: actorOf(who), action: "kiosk.revoke", object: `kiosk:${id}`, detail: {} });
    return true;
  });
  return revoked ? Response.json({ ok: true }) : refusal(404, "unknown_kiosk");
});
