import { type ChildProcess, spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { SetupFault } from "#deploy/local/fault.ts";
import type { Running } from "#deploy/local/greeting.ts";
import { ROOT, runtimeDir } from "#deploy/local/paths.ts";
import { freePort } from "#deploy/local/ports.ts";
import { passableFolder } from "./folder.ts";

export type WholeSystem = {
  /** What `npm start` prints: wall, MQTT address, set-up link, folders. */
  running: Running;
  /** Path of run.json: addresses and process ids. */
  runFile: string;
  process: ChildProcess;
  /** SIGTERM, and its data are removed. */
  stop(): Promise<void>;
};

export type WholeSystemOptions = { args?: string[]; env?: NodeJS.ProcessEnv; quiet?: boolean };

/** The real thing, as `npm start` runs it, in a temporary data folder and on free ports. */
export async function startWholeSystem(options: WholeSystemOptions = {}): Promise<WholeSystem> {
  const data = await passableFolder("system");
  const child = spawn(process.execPath, [join(ROOT, "deploy/local/start.ts"), ...(options.args ?? [])], {
    cwd: ROOT,
    stdio: ["ignore", options.quiet ? "ignore" : "inherit", "inherit", "ipc"],
    env: {
      ...process.env,
      DATA_DIR: data,
      RUNTIME_DIR: runtimeDir(),
      PORT: `${await freePort()}`,
      MQTT_PORT: `${await freePort()}`,
      ...options.env,
    },
  });
  const exited = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const stop = async () => {
    child.kill("SIGTERM");
    await exited;
    await rm(data, { recursive: true, force: true });
  };
  const ready = await new Promise<{ ready: Running; run: string } | undefined>((resolve) => {
    child.once("message", (message) => resolve(message as { ready: Running; run: string }));
    void exited.then(() => resolve(undefined));
  });
  if (ready) return { running: ready.ready, runFile: ready.run, process: child, stop };
  await stop();
  throw new SetupFault("The system under test did not start.", "Its messages are above.");
}
