import { type ChildProcess, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { SetupFault } from "#deploy/local/fault.ts";
import type { Runtime } from "#deploy/local/runtime/programs.ts";
import { openLog } from "#deploy/local/supervise/rotate.ts";
import type { Privilege } from "./privilege.ts";

export type ServerInput = {
  runtime: Runtime;
  folder: string;
  privilege: Privilege;
  port: number;
  /** Settings of this one start, above those of the files. */
  settings?: Record<string, string>;
};

/** The command that runs the server in the foreground. */
export function serverCommand({ runtime, folder, privilege, port, settings }: ServerInput): string[] {
  const more = Object.entries(settings ?? {}).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  return [...privilege.prefix("SIGINT"), runtime.postgres, "-D", folder, "-c", `port=${port}`, ...more];
}

/** Starts the server with its output appended to `log`. SIGINT is its fast shutdown. */
export function spawnServer(input: ServerInput, log: string): ChildProcess {
  const [program = "", ...args] = serverCommand(input);
  const out = openLog(log);
  // In a group of its own: the Ctrl-C of a terminal must reach the supervisor alone, which stops things in order.
  const child = spawn(program, args, { stdio: ["ignore", out, out], detached: true, env: serverEnv() });
  closeSync(out);
  return child;
}

/** PG* variables of the caller's shell must not steer our server. */
export function serverEnv(): NodeJS.ProcessEnv {
  return {
    PATH: process.env.PATH,
    LC_ALL: "C",
    TZ: "Asia/Ho_Chi_Minh",
    HOME: "/nonexistent",
    NODE_ENV: "production",
  };
}

/** Waits until the server takes a login. Recovery after a crash may take a while and says so in the log. */
export async function untilReady(url: string, isGone: () => boolean, patienceMs = 120_000): Promise<void> {
  const deadline = Date.now() + patienceMs;
  let last: unknown;
  while (Date.now() < deadline && !isGone()) {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
    client.on("error", () => {});
    try {
      await client.connect();
      return;
    } catch (error) {
      last = error;
      if ((error as { code?: string }).code === "28P01") break;
    } finally {
      await client.end().catch(() => {});
    }
    await sleep(50);
  }
  throw notReady(last, isGone());
}

function notReady(cause: unknown, gone: boolean): SetupFault {
  if ((cause as { code?: string })?.code === "28P01")
    return new SetupFault(
      "The database does not take the password kept in secrets.json.",
      "Put back the secrets.json that belongs to this data folder (a backup has it), or start with a new DATA_DIR.",
      cause,
    );
  return new SetupFault(
    gone ? "The database server ended while starting." : "The database server did not get ready in time.",
    "Its log says why: logs/postgres.log in the data folder.",
    cause,
  );
}
