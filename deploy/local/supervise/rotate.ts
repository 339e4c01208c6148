import { fchmodSync, openSync } from "node:fs";
import { copyFile, rename, stat, truncate } from "node:fs/promises";

export const LOG_BYTES = 20 * 1024 * 1024;
const KEPT = 3;

/**
 * Opens a log for appending: what programs say is for whoever runs them, an older file's rights too.
 * A full disk refuses a new file: the program runs all the same, unheard.
 */
export function openLog(path: string): number {
  try {
    const file = openSync(path, "a", 0o600);
    fchmodSync(file, 0o600);
    return file;
  } catch {
    return openSync("/dev/null", "a");
  }
}

/**
 * Moves a log that grew too big to `<log>.1` (and that to `.2`, up to `.3`). The file itself stays, since its writer
 * holds it open for appending: it is copied, then emptied; a line written in between is lost.
 * @returns whether it was moved.
 */
export async function rotate(path: string, limit = LOG_BYTES): Promise<boolean> {
  const size = await stat(path).then(
    (s) => s.size,
    () => 0,
  );
  if (size <= limit) return false;
  for (let n = KEPT - 1; n >= 1; n--) await rename(`${path}.${n}`, `${path}.${n + 1}`).catch(() => {});
  await copyFile(path, `${path}.1`);
  await truncate(path, 0);
  return true;
}
