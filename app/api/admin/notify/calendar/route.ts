import { record as audit } from "#lib/audit/sql.ts";
import { calendarDaySchema, workingHoursSchema } from "#lib/calendar/model.ts";
import { saveDay, saveWorkingHours, workingHours } from "#lib/calendar/sql.ts";
import { tx } from "#lib/db/tx.ts";
import { guarded, jsonBody } from "#lib/user/guard.ts";
import { actorOf } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";

/** The working hours of the offices. */
export const PUT = guarded("notify.manage", async (request, who) => {
  const after = await jsonBody(request, workingHoursSchema);
  if (after instanceof Response) return after;
  return tx(server().pool, async (db) => {
    const before = await workingHours(db);
    await saveWorkingHours(db, after);
    await audit(db, {
      actor: actorOf(who),
      action: "calendar.hours",
      object: "calendar:hours",
      detail: { before, after },
    });
    return Response.json({ ok: true });
  });
});

/** A day that the government changed. */
export const POST = guarded("notify.manage", async (request, who) => {
  const day = await jsonBody(request, calendarDaySchema);
  if (day instanceof Response) return day;
  return tx(server().pool, async (db) => {
    await saveDay(db, day);
    await audit(db, {
      actor: actorOf(who),
      action: "calendar.day",
      object: `calendar:${day.day}`,
      detail: day,
    });
    return Response.json({ ok: true }, { status: 201 });
  });
});
