import { alertById } from "#lib/alert/sql.ts";
import { tasksOf } from "#lib/escalation/sql/tasks.ts";
import { notificationsOf } from "#lib/notify/sql/log.ts";
import { scopeOf } from "#lib/user/can.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };

/** Who was told of an alert, by what and with what success, and what is still planned. People only. */
export const GET = guarded<Context>("alert.see", async (_, who, { params }) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const { pool } = server();
  const id = Number((await params).id);
  const seen = Number.isSafeInteger(id) && (await alertById(pool, id, scopeOf(who, "alert.see")));
  if (!seen) return refusal(404, "unknown_alert");
  const [notifications, tasks] = await Promise.all([notificationsOf(pool, id), tasksOf(pool, id)]);
  return Response.json({ notifications, tasks }, { headers: { "cache-control": "no-store" } });
});
