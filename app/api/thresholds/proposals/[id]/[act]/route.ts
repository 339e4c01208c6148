import { taking } from "#lib/rule/door.ts";

/** `edit`, `propose`, `withdraw`, `approve`, `reject`, `rebase`. */
export const POST = taking("threshold");
