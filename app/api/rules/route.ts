import { rulesFor } from "#lib/rule/sql/list.ts";
import { guarded } from "#lib/user/guard.ts";
import { server } from "#lib/user/server.ts";

/** `{ rules, waiting }`: rules with their open and recent alerts, and the proposals that nobody has decided. */
export const GET = guarded("rule.see", async (_request, who) =>
  Response.json(await rulesFor(server().pool, who), { headers: { "cache-control": "no-store" } }),
);
