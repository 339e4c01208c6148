import { tx } from "#lib/db/tx.ts";
import { proposalSchema, propose } from "#lib/maintenance/act.ts";
import { paced } from "#lib/user/crowd.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

/** Proposes a window: `{"workOrder", "target", "from", "until", "why"}`, times in ms → `{"id"}`. */
export const POST = guarded(
  "maintenance.propose",
  paced("draft", async (request, who) => {
    if (who.kind !== "person") return refusal(403, "not_allowed");
    const wish = await jsonBody(request, proposalSchema);
    if (wish instanceof Response) return wish;
    const outcome = await tx(server().pool, (client) => propose(client, wish, { who, now: Date.now() }));
    if (!("reason" in outcome)) return Response.json({ ok: true, id: outcome.id });
    return refusal(outcome.reason === "not_your_agency" ? 403 : 409, outcome.reason);
  }),
);
