import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/**
 * Stops a process as a machine that swaps itself to death does: it keeps its connections, its kernel answers, it does
 * nothing. @returns lets it go on; harmless when it has ended
 */
export function freeze(...pids: number[]): () => void {
  for (const pid of pids) process.kill(pid, "SIGSTOP");
  return () => {
    for (const pid of pids)
      try {
        process.kill(pid, "SIGCONT");
      } catch {
        // It has ended.
      }
  };
}

/** The process and everything that it started, as PostgreSQL's backends are. */
export async function familyOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, "utf8").catch(() => "");
  const children = text.split(" ").filter(Boolean).map(Number);
  return [pid, ...(await Promise.all(children.map(familyOf))).flat()];
}

/** Ends two processes within the same millisecond. */
export async function killPair(a: number, b: number, gapMs = 0): Promise<void> {
  process.kill(a, "SIGKILL");
  if (gapMs > 0) await sleep(gapMs);
  process.kill(b, "SIGKILL");
}
