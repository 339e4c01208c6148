import { isWithin } from "#lib/rule/change.ts";
import { checkRule } from "#lib/rule/check.ts";
import { tryRule } from "#lib/rule/tryout.ts";
import { trying } from "#lib/rule/tryroom.ts";
import { server } from "#lib/user/server.ts";

/** `{ content, days? }`: what this rule would have rung for. */
export const POST = trying(async (input, who) => {
  const { pool } = server();
  const checked = await checkRule(pool, input);
  if ("reason" in checked) return checked;
  // What would have rung is told by name: an agency is told of its own.
  if (!(await isWithin(pool, { noun: "rule", contents: [checked.content] }, who)))
    return { reason: "beyond_agency" };
  return { run: (wish) => tryRule(pool, checked.content, wish) };
});
