import { colleagues } from "#lib/alert/colleagues.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

/** Names, roles and agencies of those who may sign in: to whom work can be given. People only, and no addresses. */
export const GET = guarded("desk.see", async (_, who) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const people = await colleagues(server().pool, Date.now());
  return Response.json({ people }, { headers: { "cache-control": "no-store" } });
});
