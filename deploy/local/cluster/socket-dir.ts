import { createHash } from "node:crypto";
import { lstat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SetupFault } from "#deploy/local/fault.ts";
import type { Environment } from "#lib/config.ts";
import type { Privilege } from "./privilege.ts";

/** sun_path holds 108 bytes with its closing zero, unix(7); ".s.PGSQL.65535" follows the folder. */
const LIMIT = 107 - "/.s.PGSQL.65535".length;

/** Where the server's socket goes: below the data folder, or in a short private folder when that path is too long. */
export function socketDirFor(dataDir: string, env: Environment = process.env): string {
  const own = join(dataDir, "socket");
  if (Buffer.byteLength(own) <= LIMIT) return own;
  const name = `hai-dang-${createHash("sha256").update(dataDir).digest("hex").slice(0, 12)}`;
  return join(env.XDG_RUNTIME_DIR ?? tmpdir(), name);
}

/** Makes the folder, and refuses one that somebody else put there first. */
export async function makeSocketDir(path: string, privilege: Privilege): Promise<void> {
  await privilege.folder(path);
  const stat = await lstat(path);
  const mine = [process.getuid?.(), 65534].includes(stat.uid);
  if (stat.isDirectory() && mine && (stat.mode & 0o077) === 0) return;
  throw new SetupFault(
    `${path} is not a private folder of this user.`,
    `Remove it, or choose a shorter DATA_DIR so that the socket can live inside it.`,
  );
}
