import { readFileSync } from "node:fs";
import { secretNameSchema } from "./feeds/feed.ts";
import { NOTIFY_SECRET } from "./notify/channel.ts";

/**
 * The value of a setting that a feed's row names: NAME or the file at NAME_FILE. Only names made for sources are
 * looked up, so that no row of the database can make the program connect with its own passwords.
 */
export function secretFrom(env: Record<string, string | undefined>, name: string): string | undefined {
  return secretNameSchema.safeParse(name).success ? found(env, name) : undefined;
}

/** As {@link secretFrom}, for a row of a notification channel. */
export function channelSecretFrom(env: Record<string, string | undefined>, name: string): string | undefined {
  return NOTIFY_SECRET.test(name) && !name.endsWith("_FILE") ? found(env, name) : undefined;
}

function found(env: Record<string, string | undefined>, name: string): string | undefined {
  const path = env[`${name}_FILE`];
  if (env[name] || !path) return env[name] || undefined;
  try {
    return readFileSync(path, "utf8").trim() || undefined;
  } catch {
    return undefined;
  }
}
