import { record as audit } from "#lib/audit/sql.ts";
import { forgetDay } from "#lib/calendar/sql.ts";
import { tx } from "#lib/db/tx.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { actorOf } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ day: string }> };

export const DELETE = guarded<Context>("notify.manage", async (_, who, { params }) => {
  const { day } = await params;
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return refusal(404, "unknown_day");
  return tx(server().pool, async (db) => {
    if (!(await forgetDay(db, day))) return refusal(404, "unknown_day");
    await audit(db, {
      actor: actorOf(who),
      action: "calendar.forget",
      object: `calendar:${day}`,
      detail: {},
    });
    return Response.json({ ok: true });
  });
});
