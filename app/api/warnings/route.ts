import { begin, beginSchema } from "#lib/cap/act.ts";
import { warnings } from "#lib/cap/sql.ts";
import { tx } from "#lib/db/tx.ts";
import { scopeOf } from "#lib/user/can.ts";
import { paced } from "#lib/user/crowd.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

export const GET = guarded("cap.see", async (_, who) =>
  Response.json({ warnings: await warnings(server().pool, scopeOf(who, "cap.see")) }),
);

/** Draws up a draft: `{"incident": id}`, `{"alert": id}`, `{"warning": id, "type": "Update" | "Cancel"}` or `{}`. */
export const POST = guarded(
  "cap.draft",
  paced("draft", async (request, who) => {
    if (who.kind !== "person") return refusal(403, "not_allowed");
    const from = await jsonBody(request, beginSchema);
    if (from instanceof Response) return from;
    const made = await tx(server().pool, (client) => begin(client, { from, who, now: Date.now() }));
    return "reason" in made
      ? refusal(409, made.reason)
      : Response.json({ ok: true, id: made.id }, { status: 201 });
  }),
);
