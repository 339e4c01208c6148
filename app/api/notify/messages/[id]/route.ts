import { notificationById } from "#lib/notify/sql/log.ts";
import { can } from "#lib/user/can.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };

/** What became of a message: one's own, or any for administrators. */
export const GET = guarded<Context>("notify.own", async (_, who, { params }) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const found = await notificationById(server().pool, (await params).id);
  if (!found || (found.userId !== who.userId && !can(who, "notify.manage")))
    return refusal(404, "unknown_message");
  return Response.json(found, { headers: { "cache-control": "no-store" } });
});
