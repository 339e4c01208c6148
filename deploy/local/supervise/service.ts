import { type ChildProcess, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { openLog } from "./rotate.ts";

/** Something that runs beside us for as long as we run. */
export type Service = {
  name: string;
  /** Program and arguments. They carry their own care for our death: see `bound` and the privilege's prefix. */
  command: string[];
  env: NodeJS.ProcessEnv;
  log: string;
  /** What to do before each start. */
  before?(): Promise<void>;
  /** Settles when it serves; throws a SetupFault when it will not. */
  ready(isGone: () => boolean): Promise<void>;
  stopSignal: NodeJS.Signals;
  /** How long it may take to stop before it is killed. */
  stopMs: number;
  /** The longest wait before it is started again, ms. */
  mostBackOffMs?: number;
};

export type Running = {
  name: string;
  /** Settles when it serves for the first time; throws the fault when it will not. */
  ready: Promise<void>;
  pid(): number | undefined;
  /** Stops it for good, also while it is starting. */
  stop(): Promise<void>;
};

type Told = {
  /** It went away unasked and will be started again. */
  crashed(name: string, how: string, waitMs: number): void;
  started(name: string, pid: number): void;
};

const BACK_OFF_MS = [500, 1_000, 2_000, 5_000, 10_000, 30_000];
/** After that long without a crash the next one counts as the first. */
const CALM_MS = 60_000;

/** Starts a service and, once it has served, starts it again whenever it ends by itself. */
export function supervise(service: Service, told: Told): Running {
  let child: ChildProcess | undefined;
  const stopping = new AbortController();
  const { signal } = stopping;

  const start = async () => {
    await service.before?.();
    if (signal.aborted) return;
    const mine = spawnInto(service);
    child = mine;
    if (mine.pid !== undefined) told.started(service.name, mine.pid);
    await service.ready(() => mine.exitCode !== null || mine.signalCode !== null || mine.pid === undefined);
  };

  const watch = async () => {
    for (let crashes = 0; !signal.aborted && child; crashes++) {
      const since = Date.now();
      const how = await ended(child);
      if (signal.aborted) return;
      if (Date.now() - since > CALM_MS) crashes = 0;
      const step = BACK_OFF_MS[Math.min(crashes, BACK_OFF_MS.length - 1)] as number;
      const waitMs = Math.min(step, service.mostBackOffMs ?? step);
      told.crashed(service.name, how, waitMs);
      await sleep(waitMs, undefined, { signal }).catch(() => {});
      // A start that fails ends the process or leaves it: either way the next round sees it.
      if (!signal.aborted) await start().catch(() => {});
    }
  };

  const ready = start();
  ready.then(watch, () => {});
  return {
    name: service.name,
    ready,
    pid: () => child?.pid,
    async stop() {
      stopping.abort();
      await end(child, service);
    },
  };
}

/** A command that gets SIGTERM when this process dies, so that nothing outlives its supervisor. */
export function bound(command: string[]): string[] {
  return ["setpriv", "--pdeathsig", "SIGTERM", ...command];
}

function spawnInto({ command, env, log }: Service): ChildProcess {
  const [program = "", ...args] = command;
  const out = openLog(log);
  // In a session of its own: a terminal's Ctrl-C must reach the supervisor alone, which stops things in order.
  const child = spawn(program, args, { env, stdio: ["ignore", out, out], detached: true });
  closeSync(out);
  child.on("error", () => {});
  return child;
}

function ended(child: ChildProcess): Promise<string> {
  const how = () => (child.signalCode ? `was ended by ${child.signalCode}` : `ended with ${child.exitCode}`);
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve(how());
  return new Promise((resolve) => {
    child.once("exit", () => resolve(how()));
    child.once("error", (error) => resolve(`could not be started: ${error.message}`));
  });
}

async function end(child: ChildProcess | undefined, { stopSignal, stopMs }: Service): Promise<void> {
  if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = ended(child);
  child.kill(stopSignal);
  const timer = setTimeout(() => child.kill("SIGKILL"), stopMs);
  await gone;
  clearTimeout(timer);
}
