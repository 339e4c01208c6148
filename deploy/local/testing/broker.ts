import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, openSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { brokerDevice, readerAccount } from "#deploy/local/broker/account.ts";
import { forgetPid, notePid, saveAccounts, writeBrokerFiles } from "#deploy/local/broker/files.ts";
import { brokerCommand, untilListening } from "#deploy/local/broker/server.ts";
import { findPrivilege } from "#deploy/local/cluster/privilege.ts";
import { runtimeDir } from "#deploy/local/paths.ts";
import { freePort } from "#deploy/local/ports.ts";
import { provision } from "#deploy/local/runtime/provision.ts";
import { passableFolder } from "./folder.ts";

export type TestBroker = {
  host: string;
  port: number;
  /** Login of a reader of every topic, as ingest has: mqtt://ingest:…@… */
  url: string;
  pid(): number;
  /** Makes a device that may write to `ioc/<feed>/#` of these feeds; gives its mqtt:// address. */
  addDevice(name: string, feeds: string[]): Promise<string>;
  /** kill -9: what it had not saved is gone. */
  kill(): Promise<void>;
  /** Ends it as a service manager would: queues are saved. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Stops it and removes its folder. */
  remove(): Promise<void>;
};

/** A real mosquitto with the product's own configuration, on a free port and in a folder of its own. */
export async function testBroker(): Promise<TestBroker> {
  const runtime = await provision(runtimeDir(), () => {});
  const folder = await passableFolder("broker");
  const privilege = await findPrivilege([runtime.folder, folder]);
  await privilege.give(folder);
  const host = "127.0.0.1";
  const port = await freePort(host);
  await writeBrokerFiles({ folder, host, port }, privilege, [await readerAccount("ingest", "ingest")]);
  let child: ChildProcess;
  const start = async () => {
    const [program = "", ...args] = brokerCommand(runtime, privilege, folder);
    const log = openSync(join(folder, "broker.log"), "a");
    child = spawn(program, args, { stdio: ["ignore", log, log] });
    closeSync(log);
    await untilListening(host, port, () => child.exitCode !== null);
    await notePid(folder, child.pid as number);
  };
  const end = async (signal: NodeJS.Signals) => {
    await forgetPid(folder);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await gone;
  };
  await start();
  return {
    host,
    port,
    url: `mqtt://ingest:ingest@${host}:${port}`,
    pid: () => child.pid as number,
    async addDevice(name, feeds) {
      await saveAccounts(folder, [await brokerDevice({ name, password: name, feeds })]);
      return `mqtt://${name}:${name}@${host}:${port}`;
    },
    start,
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
    async remove() {
      await end("SIGTERM");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
