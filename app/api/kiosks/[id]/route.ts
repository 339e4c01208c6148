import { record as audit } from "#lib/audit/sql.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { actorOf } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";
import { revokeKiosk } from "#lib/user/sql.ts";

type Context = { params: Promise<{ id: string }> };

export const DELETE = guarded<Context>("kiosk.manage", async (_request, who, { params }) => {
  const id = Number((await params).id);
  const { pool } = server();
  if (!Number.isSafeInteger(id) || !(await revokeKiosk(pool, id))) return refusal(404, "unknown_kiosk");
  await audit(pool, { actor: actorOf(who), action: "kiosk.revoke", object: `kiosk:${id}`, detail: {} });
  return Response.json({ ok: true });
});
