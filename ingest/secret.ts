import { readFileSync } from "node:fs";
import { secretNameSchema } from "./feeds/feed.ts";

/**
 * The value of a setting that a feed's row names: NAME or the file at NAME_FILE. Only names made for sources are
 * looked up, so that no row of the database can make the program connect with its own passwords.
 */
export function secretFrom(env: Record<string, string | undefined>, name: string): string | undefined {
  if (!secretNameSchema.safeParse(name).success) return undefined;
  const path = env[`${name}_FILE`];
  if (env[name] || !path) return env[name] || undefined;
  try {
    return readFileSync(path, "utf8").trim() || undefined;
  } catch {
    return undefined;
  }
}
