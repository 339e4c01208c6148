import { alertById } from "#lib/alert/sql.ts";
import { scopeOf } from "#lib/user/can.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };

/** One alert with its whole log. People only: the log says who did what. */
export const GET = guarded<Context>("alert.see", async (_, who, { params }) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const id = Number((await params).id);
  const detail = Number.isSafeInteger(id)
    ? await alertById(server().pool, id, scopeOf(who, "alert.see"))
    : undefined;
  if (!detail) return refusal(404, "unknown_alert");
  return Response.json(detail, { headers: { "cache-control": "no-store" } });
});
