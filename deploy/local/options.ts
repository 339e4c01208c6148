import { existsSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type Config, config } from "#lib/config.ts";
import { SetupFault } from "./fault.ts";
import { ROOT } from "./paths.ts";
import { type Story, storyFrom } from "./story.ts";

export type StartOptions = { config: Config; demo: boolean; story: Story | undefined };

/** What `npm start` was asked for: arguments, environment, and a `.env` file beside the sources where there is one. */
export function startOptions(args: string[]): StartOptions {
  const { values } = parsed(args);
  const story = storyFrom(values.scenario, values.speed);
  loadEnvFile();
  const known = config();
  const demo = known.DEMO && !values["no-demo"];
  if (story && !demo)
    throw new SetupFault("A scenario needs the demo province.", "Start without --no-demo (DEMO=true).");
  return { config: known, demo, story };
}

/** The `.env` beside the sources, where there is one. What the environment says already wins over it. */
export function loadEnvFile(): void {
  const file = join(ROOT, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

function parsed(args: string[]) {
  try {
    const options = {
      "no-demo": { type: "boolean", default: false },
      scenario: { type: "string" },
      speed: { type: "string" },
    } as const;
    return parseArgs({ args, options, strict: true });
  } catch (cause) {
    throw new SetupFault(
      (cause as Error).message.split("\n")[0] ?? "",
      "npm start [-- --no-demo | --scenario lu-11-2025 [--speed 120]]",
    );
  }
}
