import { readdir, readFile } from "node:fs/promises";

/** MB of one process over a run: after a tenth of it, at its end, and the most. */
export type MemoryUse = { begin: number; end: number; most: number };
export type Use = {
  rss_mb: Record<string, MemoryUse>;
  /** Mean share of one core. */
  cores: Record<string, number>;
};

const EVERY_MS = 1_000;
/** Works with many processes; the supervisor's children are counted by their own names. */
const SERVER = "postgres";

/**
 * Watches processes by name. PostgreSQL is many processes: their own memory is added up, and the buffers that they
 * share, whose size is fixed at its start but which are touched bit by bit, are a line of their own.
 */
export function watchUse(pids: Record<string, number>) {
  const names = Object.keys(pids);
  const samples = new Map<string, number[]>();
  const note = (name: string, mb: number) => samples.set(name, [...(samples.get(name) ?? []), mb]);
  const start = Date.now();
  const before = cpuSeconds(pids);
  const timer = setInterval(() => void sample(), EVERY_MS);
  async function sample(): Promise<void> {
    const children = await childrenByParent();
    for (const [name, pid] of Object.entries(pids)) {
      const sizes = await Promise.all(familyOf({ name, pid }, children).map(sizeOf));
      const own = name === SERVER ? "own" : "all";
      note(
        name,
        sizes.reduce((sum, size) => sum + size[own], 0),
      );
      if (name === SERVER) note(`${SERVER} buffers`, Math.max(...sizes.map((size) => size.shared)));
    }
  }
  return {
    async end(): Promise<Use> {
      clearInterval(timer);
      const seconds = (Date.now() - start) / 1_000;
      const [first, last] = [await before, await cpuSeconds(pids)];
      const share = (name: string) => round(((last[name] ?? 0) - (first[name] ?? 0)) / seconds, 100);
      return {
        rss_mb: Object.fromEntries([...samples].map(([name, mb]) => [name, useOf(mb)])),
        cores: Object.fromEntries(names.map((name) => [name, share(name)])),
      };
    },
  };
}

const TICKS_PER_SECOND = 100;

async function cpuSeconds(pids: Record<string, number>): Promise<Record<string, number>> {
  const children = await childrenByParent();
  const seconds: Record<string, number> = {};
  for (const [name, pid] of Object.entries(pids)) {
    const ticks = await Promise.all(familyOf({ name, pid }, children).map(cpuTicks));
    seconds[name] = ticks.reduce((sum, n) => sum + n, 0) / TICKS_PER_SECOND;
  }
  return seconds;
}

/** proc(5): user and system time, also of children that ended. */
async function cpuTicks(pid: number): Promise<number> {
  const [utime, stime] = (await statOf(pid)).slice(11, 13).map(Number);
  return (utime ?? 0) + (stime ?? 0);
}

/** The fields of /proc/<pid>/stat after the name in brackets, which may hold anything. */
async function statOf(pid: number | string): Promise<string[]> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
}

const round = (x: number, steps: number) => Math.round(x * steps) / steps;

function useOf(mb: number[]): MemoryUse {
  const tenth = Math.max(1, Math.ceil(mb.length / 10));
  return {
    begin: mean(mb.slice(tenth, 2 * tenth)),
    end: mean(mb.slice(-tenth)),
    most: Math.round(Math.max(0, ...mb)),
  };
}

const mean = (mb: number[]) => Math.round(mb.reduce((sum, x) => sum + x, 0) / Math.max(1, mb.length));

async function childrenByParent(): Promise<Map<number, number[]>> {
  const children = new Map<number, number[]>();
  for (const name of await readdir("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number((await statOf(name))[1]);
    if (!Number.isNaN(parent)) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}

function familyOf({ name, pid }: { name: string; pid: number }, children: Map<number, number[]>): number[] {
  if (name !== SERVER) return [pid];
  return [pid, ...(children.get(pid) ?? []).flatMap((child) => familyOf({ name, pid: child }, children))];
}

/** MB of one process: all that is resident, its own part, and the part shared with others by mapping. */
async function sizeOf(pid: number): Promise<{ all: number; own: number; shared: number }> {
  const text = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const mb = (field: string) => Number(new RegExp(`^${field}:\\s+(\\d+)`, "m").exec(text)?.[1] ?? 0) / 1024;
  return { all: mb("VmRSS"), own: mb("RssAnon"), shared: mb("RssShmem") };
}
