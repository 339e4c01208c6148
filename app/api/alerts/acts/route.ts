import { actOnMany, actsSchema, weightOf } from "#lib/alert/acts.ts";
import { atMost } from "#lib/user/crowd.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { mayPace } from "#lib/user/pace.ts";
import { server } from "#lib/user/server.ts";

/**
 * One act of a person on many alerts: `{"alerts": [[id, seq], …], "ask": {"type": …}}`, at most 5,000. Answers with
 * what came of each: `{"done": [[id, seq], …], "refused": [{"id", "reason"}, …]}`.
 */
export const POST = guarded(
  "alert.see",
  atMost(2, async (request, who) => {
    if (who.kind !== "person") return refusal(403, "not_allowed");
    const acts = await jsonBody(request, actsSchema);
    if (acts instanceof Response) return acts;
    if (!mayPace(who, "bulk", weightOf(acts))) return refusal(429, "too_many_requests");
    const { done, refused } = await actOnMany(server().pool, acts, { who, now: Date.now() });
    return Response.json({ ok: true, done, refused });
  }),
);
