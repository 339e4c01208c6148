import { beginning } from "#lib/rule/door.ts";

/** `{ content, why, submit?, restores? }` → `{ ok, id, state }`; 422 with `detail`: what is wrong, by field. */
export const POST = beginning("rule");
