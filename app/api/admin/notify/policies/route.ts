import { record as audit } from "#lib/audit/sql.ts";
import { tx } from "#lib/db/tx.ts";
import { policySchema } from "#lib/escalation/model.ts";
import { policies, savePolicy } from "#lib/escalation/sql.ts";
import { guarded, jsonBody } from "#lib/user/guard.ts";
import { actorOf } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";

export const GET = guarded("notify.manage", async () =>
  Response.json({ policies: await policies(server().pool) }),
);

/** Makes a policy or changes it; the audit keeps what it was before, so every version can be read there. */
export const PUT = guarded("notify.manage", async (request, who) => {
  const policy = await jsonBody(request, policySchema);
  if (policy instanceof Response) return policy;
  return tx(server().pool, async (db) => {
    const before = await savePolicy(db, policy);
    if (before === undefined) return Response.json({ ok: true, changed: false });
    const detail = { before, after: policy };
    await audit(db, {
      actor: actorOf(who),
      action: "escalation.save",
      object: `escalation:${policy.id}`,
      detail,
    });
    return Response.json({ ok: true, changed: true });
  });
});
