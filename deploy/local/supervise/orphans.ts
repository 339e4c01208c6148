import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { ROOT } from "#deploy/local/paths.ts";
import type { RunFile } from "#deploy/local/run-file.ts";

const PATIENCE_MS = 20_000;

/**
 * After a kill -9 of the supervisor its children end by themselves, which takes them a moment. Waits for them, so
 * that their ports are free again; what has not gone by then is killed.
 */
export async function outliveOrphans(runFile: string, data: string): Promise<void> {
  const text = await readFile(runFile, "utf8").catch(() => "");
  if (!text) return;
  const { pids } = JSON.parse(text) as RunFile;
  const deadline = Date.now() + PATIENCE_MS;
  for (const pid of Object.values(pids)) {
    while (await isOurs(pid, data)) {
      if (Date.now() > deadline) process.kill(pid, "SIGKILL");
      await sleep(100);
    }
  }
}

/** The number may belong to somebody else by now. */
async function isOurs(pid: number, data: string): Promise<boolean> {
  if (pid === process.pid) return false;
  const command = await readFile(`/proc/${pid}/cmdline`, "utf8").catch(() => "");
  return command.includes(data) || command.includes(`${ROOT}/`);
}
