import { checkRule } from "#lib/rule/check.ts";
import { tryRule } from "#lib/rule/tryout.ts";
import { trying } from "#lib/rule/tryroom.ts";
import { server } from "#lib/user/server.ts";

/** `{ content, days? }`: what this rule would have rung for. */
export const POST = trying(async (input) => {
  const { pool } = server();
  const checked = await checkRule(pool, input);
  if ("reason" in checked) return checked;
  return { run: (wish) => tryRule(pool, checked.content, wish) };
});
