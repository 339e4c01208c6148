import { once } from "node:events";
import http from "node:http";
import https from "node:https";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { forgetPid } from "./broker/files.ts";
import { brokerCommand, untilListening } from "./broker/server.ts";
import type { Cluster } from "./cluster/cluster.ts";
import { clearLeftover } from "./cluster/leftover.ts";
import { serverCommand, serverEnv, untilReady } from "./cluster/server.ts";
import { SetupFault } from "./fault.ts";
import { ROOT } from "./paths.ts";
import { bound, type Service } from "./supervise/service.ts";

export function postgresService(
  cluster: Cluster,
  on: { port: number; log: string; adminUrl: string },
): Service {
  return {
    name: "postgres",
    command: serverCommand({ ...cluster, port: on.port }),
    env: serverEnv(),
    log: on.log,
    before: () => clearLeftover(cluster.folder),
    ready: (isGone) => untilReady(on.adminUrl, isGone),
    stopSignal: "SIGINT",
    stopMs: 60_000,
    mostBackOffMs: 5_000,
  };
}

type BrokerPlace = Pick<Cluster, "runtime" | "privilege"> & {
  folder: string;
  host: string;
  port: number;
  log: string;
};

export function brokerService({ runtime, privilege, folder, host, port, log }: BrokerPlace): Service {
  return {
    name: "broker",
    command: brokerCommand(runtime, privilege, folder),
    env: serverEnv(),
    log,
    before: () => forgetPid(folder),
    ready: (isGone) => untilListening(host === "0.0.0.0" ? "127.0.0.1" : host, port, isGone),
    stopSignal: "SIGTERM",
    stopMs: 20_000,
    mostBackOffMs: 2_000,
  };
}

type ProgramInput = {
  name: string;
  script: string;
  heapMb: number;
  env: NodeJS.ProcessEnv;
  logs: string;
  ready: Service["ready"];
};

/** One of our own programs, run by the Node that runs this. */
export function programService({ name, script, heapMb, env, logs, ready }: ProgramInput): Service {
  return {
    name,
    command: bound([process.execPath, `--max-old-space-size=${heapMb}`, join(ROOT, script)]),
    env,
    log: join(logs, `${name}.log`),
    ready,
    stopSignal: "SIGTERM",
    // ingest stores what is on its way before it ends.
    stopMs: 30_000,
    // While the database is away it waits by itself: what ends it is short, and each second unheard is one too many.
    mostBackOffMs: name === "demo" ? undefined : 2_000,
  };
}

export type Probe = { what: string; log: string; ok(): Promise<boolean>; patienceMs?: number };

/** Asks until the answer is yes; names the log when the program ends or stays silent. */
export function probed({ what, log, ok, patienceMs = 60_000 }: Probe): Service["ready"] {
  return async (isGone) => {
    const deadline = Date.now() + patienceMs;
    while (Date.now() < deadline && !isGone()) {
      if (await ok()) return;
      await sleep(100);
    }
    const problem = isGone() ? "ended while starting" : `did not get ready in ${patienceMs / 1_000} s`;
    throw new SetupFault(`${what} ${problem}.`, `Its log says why: ${log}`);
  };
}

/**
 * Whether it answers for itself, be it that all is not well: a full disk or a broker that is away must not keep the
 * wall from starting, which says so. A program on this machine is asked whatever certificate it has.
 */
export const isServing = (url: string) => async () => {
  try {
    const body: unknown = JSON.parse(await asked(url));
    return typeof body === "object" && body !== null && ("status" in body || "database" in body);
  } catch {
    return false;
  }
};

async function asked(url: string): Promise<string> {
  const signal = AbortSignal.timeout(5_000);
  const call = (url.startsWith("https:") ? https : http).get(url, {
    rejectUnauthorized: false,
    agent: false,
    signal,
  });
  const [answer] = await once(call, "response", { signal });
  return text(answer);
}
