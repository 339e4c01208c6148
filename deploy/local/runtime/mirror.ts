import { run } from "#deploy/local/command.ts";

const OFFICIAL = "http://deb.debian.org/debian";

/**
 * Debian mirrors to try, best first: DEBIAN_MIRROR alone when given; else what this machine's apt already uses,
 * then the official one.
 */
export async function debianMirrors(env: NodeJS.ProcessEnv = process.env): Promise<string[]> {
  if (env.DEBIAN_MIRROR) return [env.DEBIAN_MIRROR.replace(/\/+$/, "")];
  const targets = await run("apt-get", [
    "indextargets",
    "--format",
    "$(REPO_URI)",
    "Created-By: Packages",
  ]).catch(() => "");
  return mirrorsIn(targets);
}

/** A Debian archive ends in /debian by convention; security and third-party archives do not. */
export function mirrorsIn(indexTargets: string): string[] {
  const own = indexTargets
    .split("\n")
    .map((uri) => uri.trim().replace(/\/+$/, ""))
    .filter((uri) => /^https?:\/\/\S+\/debian$/.test(uri));
  return [...new Set([...own, OFFICIAL])];
}

/** Security fixes come from the mirror's sibling, as on deb.debian.org. */
export function securityMirror(mirror: string): string {
  return `${mirror}-security`;
}
