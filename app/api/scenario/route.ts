import { z } from "zod";
import { startScenario, stopScenario } from "#lib/scenario/sql.ts";
import { guarded, jsonBody, refusal } from "#lib/user/guard.ts";
import { actorOf } from "#lib/user/model.ts";
import { server } from "#lib/user/server.ts";

const schema = z.strictObject({ id: z.string().max(64), speed: z.number().optional() });

/** Starts a scenario of the demo province: `{"id":"lu-11-2025","speed"?:120}`. */
export const POST = guarded("scenario.run", async (request, who) => {
  const body = await jsonBody(request, schema);
  if (body instanceof Response) return body;
  const outcome = await startScenario(server().pool, { ...body, by: actorOf(who), now: Date.now() });
  return outcome.ok ? Response.json(outcome) : refusal(409, outcome.reason);
});

/** Ends the running one. */
export const DELETE = guarded("scenario.run", async (_request, who) => {
  const outcome = await stopScenario(server().pool, { by: actorOf(who), now: Date.now() });
  return outcome.ok ? Response.json(outcome) : refusal(409, outcome.reason);
});
