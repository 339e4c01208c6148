import { thresholdsFor } from "#lib/threshold/list.ts";
import { guarded } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

/** `{ sets, waiting }`: every threshold set there is or was, and the proposals that nobody has decided. */
export const GET = guarded("rule.see", async (_request, who) =>
  Response.json(await thresholdsFor(server().pool, who), { headers: { "cache-control": "no-store" } }),
);
