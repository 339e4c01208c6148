import { z } from "zod";
import { changeOwn } from "#lib/user/choose.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";

const schema = z.strictObject({ current: z.string().min(1).max(128), password: z.string().max(1_000) });

/** Changes one's own password: `{ok, sessionsEnded}`. 422 `wrong_current`, or how the new one is weak. */
export const POST = guarded("self.manage", async (request, who) => {
  if (who.kind !== "person") return refusal(403, "not_allowed");
  const body = await jsonBody(request, schema);
  return body instanceof Response ? body : changeOwn(request, who, body);
});
