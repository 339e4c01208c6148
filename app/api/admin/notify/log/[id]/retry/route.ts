import { record as audit } from "#lib/audit/sql.ts";
import { tx } from "#lib/db/tx.ts";
import { GIVE_UP_MS } from "#lib/notify/model.ts";
import { notificationById, retryNow } from "#lib/notify/sql/log.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { actorOf } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };

/** Sends once more what was given up, or at once what waits for its next attempt; under the same id. */
export const POST = guarded<Context>("notify.manage", async (_, who, { params }) => {
  const { id } = await params;
  return tx(server().pool, async (db) => {
    const found = await notificationById(db, id);
    if (!found) return refusal(404, "unknown_message");
    if (!(await retryNow(db, id, Date.now(), GIVE_UP_MS[found.kind]))) return refusal(409, "not_failed");
    await audit(db, {
      actor: actorOf(who),
      action: "notification.retry",
      object: `notification:${id}`,
      detail: {},
    });
    return Response.json({ ok: true });
  });
});
