import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { rotate } from "./rotate.ts";
import { type Running, type Service, supervise } from "./service.ts";

const ROTATE_MS = 30_000;

export type Crew = {
  /** Starts a service, waits until it serves and keeps it running. */
  launch(service: Service): Promise<void>;
  /** Process ids by service, and of this process. */
  pids(): Record<string, number>;
  /** Stops all, the last started first. Also what is being started at that moment. */
  stop(): Promise<void>;
};

type CrewOptions = {
  logs: string;
  report(line: string): void;
  /** A service has a new process id. */
  changed(name: string, pid: number): void;
};

/** All services of one installation. */
export function gatherCrew({ logs, report, changed }: CrewOptions): Crew {
  const members: Running[] = [];
  const pids: Record<string, number> = { supervisor: process.pid };
  let stopped = false;
  const told = {
    crashed: (name: string, how: string, waitMs: number) =>
      report(`${name} ${how}; starting it again in ${waitMs / 1_000} s (${join(logs, `${name}.log`)})`),
    started: (name: string, pid: number) => {
      pids[name] = pid;
      changed(name, pid);
    },
  };
  const rotation = setInterval(() => void rotateAll(logs), ROTATE_MS);
  rotation.unref();
  return {
    async launch(service) {
      if (stopped) throw new Error("stopping");
      const member = supervise(service, told);
      members.push(member);
      await member.ready;
    },
    pids: () => pids,
    async stop() {
      stopped = true;
      clearInterval(rotation);
      for (const member of members.splice(0).reverse()) await member.stop();
    },
  };
}

async function rotateAll(logs: string): Promise<void> {
  const names = await readdir(logs).catch(() => []);
  for (const name of names.filter((n) => n.endsWith(".log"))) await rotate(join(logs, name)).catch(() => {});
}
