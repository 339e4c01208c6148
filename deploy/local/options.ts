import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Config, config } from "#lib/config.ts";
import { SetupFault } from "./fault.ts";
import { ROOT } from "./paths.ts";

export type StartOptions = { config: Config; demo: boolean };

/** What `npm start` was asked for: arguments, environment, and a `.env` file beside the sources where there is one. */
export function startOptions(args: string[]): StartOptions {
  const { values } = parsed(args);
  const file = join(ROOT, ".env");
  // What the environment says already wins over the file.
  if (existsSync(file)) process.loadEnvFile(file);
  const known = config();
  return { config: known, demo: known.DEMO && !values["no-demo"] };
}

function parsed(args: string[]) {
  try {
    return parseArgs({ args, options: { "no-demo": { type: "boolean", default: false } }, strict: true });
  } catch (cause) {
    throw new SetupFault((cause as Error).message.split("\n")[0] ?? "", "npm start [-- --no-demo]");
  }
}
