import { isWithin } from "#lib/rule/change.ts";
import { tryThreshold } from "#lib/rule/tryout.ts";
import { trying } from "#lib/rule/tryroom.ts";
import { checkThreshold } from "#lib/threshold/check.ts";
import { server } from "#lib/user/server.ts";

/** `{ content, days? }`: what the rules in force would have rung for under these limits. */
export const POST = trying(async (input, who) => {
  const { pool } = server();
  const checked = await checkThreshold(pool, input);
  if ("reason" in checked) return checked;
  // What would have rung is told by name: an agency is told of its own.
  if (!(await isWithin(pool, { noun: "threshold", contents: [checked.content] }, who)))
    return { reason: "beyond_agency" };
  return { run: (wish) => tryThreshold(pool, checked.content, wish) };
});
