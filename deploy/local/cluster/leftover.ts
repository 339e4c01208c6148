import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const PATIENCE_MS = 30_000;

/**
 * Clears what an earlier life left behind: a server that outlived its supervisor is stopped (fast shutdown), a
 * postmaster.pid without its server is removed. PostgreSQL itself cannot tell a reused process number from its own.
 */
export async function clearLeftover(folder: string): Promise<void> {
  const path = join(folder, "postmaster.pid");
  const pid = Number((await readFile(path, "utf8").catch(() => "")).split("\n")[0]);
  if (!pid) return;
  const deadline = Date.now() + PATIENCE_MS;
  while (await isServerOf(pid, folder)) {
    if (Date.now() > deadline) process.kill(pid, "SIGQUIT");
    else process.kill(pid, "SIGINT");
    await sleep(500);
  }
  await rm(path, { force: true });
}

/** Whether that process is a PostgreSQL server of this very folder. */
async function isServerOf(pid: number, folder: string): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  const args = command.split("\0");
  return args.some((a) => a.endsWith("/postgres")) && args.includes(folder);
}
