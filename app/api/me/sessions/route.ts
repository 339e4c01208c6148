import { record as audit } from "#lib/audit/sql.ts";
import { tx } from "#lib/db/tx.ts";
import { deviceOf } from "#lib/user/device.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { actorOf } from "#lib/user/model.ts";
import { server, sessionIdOf } from "#lib/user/server.ts";
import { forgetDevices } from "#lib/user/sql/device.ts";
import { endOtherSessions, sessionsOf } from "#lib/user/sql/session.ts";

/** Where one is signed in: `{sessions}`, this one first. */
export const GET = guarded("self.manage", async (request, who) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const current = await sessionIdOf(request.headers);
  const sessions = await sessionsOf(server().pool, who.userId, current ?? "");
  return Response.json({ sessions }, { headers: { "cache-control": "no-store" } });
});

/** Signs out everywhere else; those browsers are strangers again. Their sockets close within three seconds. */
export const DELETE = guarded("self.manage", async (request, who) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const current = await sessionIdOf(request.headers);
  const actor = actorOf(who);
  const ended = await tx(server().pool, async (client) => {
    const count = await endOtherSessions(client, who.userId, current);
    await forgetDevices(client, who.userId, deviceOf(request.headers));
    if (count > 0)
      await audit(client, { actor, action: "user.sessions_ended", object: actor, detail: { count } });
    return count;
  });
  return Response.json({ ok: true, ended });
});
