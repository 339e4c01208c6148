import { readFile, rm, writeFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** Who holds a lock. `born` tells a process from a later one with the same number. */
export type Holder = { pid: number; born: string };

/** Takes the lock file, or tells who holds it. A lock whose holder is gone (kill -9, power loss) is taken over. */
export async function takeLock(path: string): Promise<{ taken: true } | { taken: false; holder: Holder }> {
  for (;;) {
    const mine: Holder = { pid: process.pid, born: (await bornOf(process.pid)) ?? "" };
    const made = await writeFile(path, JSON.stringify(mine), { flag: "wx" }).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === "EEXIST") return false;
        throw error;
      },
    );
    if (made && (await isStillMine(path))) return { taken: true };
    const holder = await readHolder(path);
    if (holder && (await isAlive(holder))) return { taken: false, holder };
    await rm(path, { force: true });
  }
}

export async function releaseLock(path: string): Promise<void> {
  const holder = await readHolder(path);
  if (holder?.pid === process.pid) await rm(path, { force: true });
}

/** Waits for the lock, does the work, releases it. */
export async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  while (!(await takeLock(path)).taken) await sleep(100);
  try {
    return await work();
  } finally {
    await releaseLock(path);
  }
}

export async function isAlive(holder: Holder): Promise<boolean> {
  const born = await bornOf(holder.pid);
  return born !== undefined && born === holder.born;
}

/** Start time in clock ticks since boot: field 22 of proc_pid_stat(5). Undefined when there is no such process. */
export async function bornOf(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  // The program's name (field 2) may hold spaces and brackets; what follows its last bracket does not.
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ")[19];
}

/** Two processes that find the same dead lock may each remove it: the later removal can hit the other's new file. */
async function isStillMine(path: string): Promise<boolean> {
  await sleep(20);
  return (await readHolder(path))?.pid === process.pid;
}

async function readHolder(path: string): Promise<Holder | undefined> {
  const holder = parseHolder(await readFile(path, "utf8").catch(() => ""));
  if (holder) return holder;
  // Between its creation and its writing the file is empty for an instant; after a crash it may stay so.
  await sleep(50);
  return parseHolder(await readFile(path, "utf8").catch(() => ""));
}

function parseHolder(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}
