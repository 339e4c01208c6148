import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import {
  type Cluster,
  prepareCluster,
  type RunningCluster,
  startCluster,
  stopCluster,
} from "#deploy/local/cluster/cluster.ts";
import type { ClusterKind } from "#deploy/local/cluster/conf.ts";
import { type DatabasePasswords, databaseUrl, prepareDatabases } from "#deploy/local/cluster/databases.ts";
import { runtimeDir } from "#deploy/local/paths.ts";
import { freePort } from "#deploy/local/ports.ts";
import { provision } from "#deploy/local/runtime/provision.ts";
import { passableFolder } from "./folder.ts";

export type OwnCluster = {
  /** The province's database, as its owner. Not migrated. */
  url: string;
  adminUrl: string;
  passwords: DatabasePasswords;
  folder: string;
  log: string;
  pid(): number;
  /** kill -9 of the server process; PostgreSQL's own children notice and end. */
  kill(): Promise<void>;
  /** Starts it again on the same port, with crash recovery where needed. */
  start(): Promise<void>;
  /** Stops it and removes its folder. */
  remove(): Promise<void>;
};

/**
 * A whole server for tests that kill and restart it. The real settings (kind "lasting") unless told otherwise.
 * @param folder an empty folder for its data, as on a small disk; a new one without it
 */
export async function ownCluster(kind: ClusterKind = "lasting", folder?: string): Promise<OwnCluster> {
  const runtime = await provision(runtimeDir(), () => {});
  const data = folder ?? (await passableFolder("cluster"));
  const passwords = randomPasswords();
  const at = { host: "127.0.0.1", port: await freePort() };
  const log = join(data, "postgres.log");
  const start = async (): Promise<[Cluster, RunningCluster]> => {
    const cluster = await prepareCluster({ runtime, data, kind }, passwords.postgres);
    return [cluster, await startCluster(cluster, { port: at.port, log, passwords })];
  };
  let [, running] = await start();
  await prepareDatabases(at, passwords);
  return {
    url: databaseUrl(at, "haidang", passwords.haidang),
    adminUrl: databaseUrl(at, "postgres", passwords.postgres),
    passwords,
    folder: join(data, "cluster"),
    log,
    pid: () => running.child.pid as number,
    async kill() {
      const { child } = running;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await gone;
    },
    async start() {
      [, running] = await start();
    },
    async remove() {
      await stopCluster(running);
      await rm(data, { recursive: true, force: true });
    },
  };
}

export function randomPasswords(): DatabasePasswords {
  const random = () => randomBytes(24).toString("base64url");
  return { postgres: random(), haidang: random(), haidang_web: random(), demo: random() };
}
