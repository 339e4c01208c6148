import { readdir, readFile } from "node:fs/promises";

/** MB of one process over a run: after a tenth of it, at its end, and the most. */
export type MemoryUse = { begin: number; end: number; most: number };

const EVERY_MS = 1_000;

/**
 * Watches processes by name. Of PostgreSQL and others with children the proportional share is added up (PSS), so
 * that memory that they share counts once.
 */
export function watchMemory(pids: Record<string, number>) {
  const samples: Record<string, number[]> = Object.fromEntries(Object.keys(pids).map((name) => [name, []]));
  const timer = setInterval(() => void sample(), EVERY_MS);
  async function sample(): Promise<void> {
    const children = await childrenByParent();
    for (const [name, pid] of Object.entries(pids)) {
      const sizes = await Promise.all(familyOf(pid, children).map(pssMb));
      samples[name]?.push(sizes.reduce((sum, mb) => sum + mb, 0));
    }
  }
  return {
    end(): Record<string, MemoryUse> {
      clearInterval(timer);
      return Object.fromEntries(Object.entries(samples).map(([name, mb]) => [name, useOf(mb)]));
    },
  };
}

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
    const stat = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    if (!Number.isNaN(parent)) children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  return children;
}

function familyOf(pid: number, children: Map<number, number[]>): number[] {
  return [pid, ...(children.get(pid) ?? []).flatMap((child) => familyOf(child, children))];
}

async function pssMb(pid: number): Promise<number> {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
  return Number(/^Pss:\s+(\d+)/m.exec(text)?.[1] ?? 0) / 1024;
}
