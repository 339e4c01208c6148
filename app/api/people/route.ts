import { colleagues } from "#lib/alert/colleagues.ts";
import { can } from "#lib/user/can.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

/** Names, roles and agencies of those who may sign in: to whom work can be given. People only, and no addresses. */
export const GET = guarded("desk.see", async (_, who) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const all = await colleagues(server().pool, Date.now());
  // An agency gives work within itself; who is on duty in the room, and when, is the room's own.
  const people = can(who, "shift.see")
    ? all
    : all.filter((one) => one.role === who.role && one.agencyId === who.agencyId);
  return Response.json({ people }, { headers: { "cache-control": "no-store" } });
});
