import { type Config, type Environment, type Setting, settings } from "#lib/config.ts";
import { ROOT } from "./paths.ts";

/**
 * The environment of a child process: the caller's, with our settings in the place of its own. A secret that came
 * in a file is handed on by value, so its NAME_FILE goes.
 */
export function childEnv(
  caller: Environment,
  given: Partial<Record<Setting, string | number>>,
): NodeJS.ProcessEnv {
  const env: Environment = { ...caller };
  for (const name of Object.keys(settings.shape)) delete env[`${name}_FILE`];
  for (const [name, value] of Object.entries(given)) env[name] = `${value}`;
  return {
    ...env,
    PATH: `${ROOT}/node_modules/.bin:${caller.PATH}`,
    NODE_ENV: "production",
    NEXT_TELEMETRY_DISABLED: "1",
    TZ: "Asia/Ho_Chi_Minh",
  };
}

/** Settings that every process has in common, as given to this one. */
export function passedOn(config: Config, data: string): Partial<Record<Setting, string | number>> {
  const { PUBLIC_URL, HOST, LOG_LEVEL, PORT } = config;
  return { DATA_DIR: data, LOG_LEVEL, PORT, ...(PUBLIC_URL && { PUBLIC_URL }), ...(HOST && { HOST }) };
}
