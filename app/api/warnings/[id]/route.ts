import { warningById } from "#lib/cap/sql.ts";
import { scopeOf } from "#lib/user/can.ts";
import { guarded, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

type Context = { params: Promise<{ id: string }> };

export const GET = guarded<Context>("cap.see", async (_, who, { params }) => {
  const id = Number((await params).id);
  const scope = scopeOf(who, "cap.see");
  const warning = Number.isSafeInteger(id) ? await warningById(server().pool, id, scope) : undefined;
  return warning ? Response.json({ warning }) : refusal(404, "unknown_warning");
});
