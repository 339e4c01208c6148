import { tryThreshold } from "#lib/rule/tryout.ts";
import { trying } from "#lib/rule/tryroom.ts";
import { checkThreshold } from "#lib/threshold/check.ts";
import { server } from "#lib/user/server.ts";

/** `{ content, days? }`: what the rules in force would have rung for under these limits. */
export const POST = trying(async (input) => {
  const { pool } = server();
  const checked = await checkThreshold(pool, input);
  if ("reason" in checked) return checked;
  return { run: (wish) => tryThreshold(pool, checked.content, wish) };
});
