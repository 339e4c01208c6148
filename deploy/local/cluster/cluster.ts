import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import type { Runtime } from "#deploy/local/runtime/programs.ts";
import { keepFinishedLog } from "./archive.ts";
import type { ClusterKind } from "./conf.ts";
import { type DatabasePasswords, databaseUrl } from "./databases.ts";
import { configureCluster, initCluster, isInitialised } from "./init.ts";
import { clearLeftover } from "./leftover.ts";
import { findPrivilege, type Privilege } from "./privilege.ts";
import { spawnServer, untilReady } from "./server.ts";
import { makeSocketDir, socketDirFor } from "./socket-dir.ts";

export type ClusterPlace = {
  runtime: Runtime;
  data: string;
  kind: ClusterKind;
  /** Folder in which the server leaves its write-ahead log for the backup; unset: it keeps none. */
  spool?: string;
};
export type Cluster = ClusterPlace & { folder: string; socketDir: string; privilege: Privilege };

/** Makes the cluster of a data folder ready to be started: initialised, configured, nothing of an earlier life in the way. */
export async function prepareCluster(place: ClusterPlace, superPassword: string): Promise<Cluster> {
  const { runtime, data, kind, spool } = place;
  const folder = join(data, "cluster");
  const privilege = await findPrivilege([runtime.folder, data]);
  const socketDir = socketDirFor(data);
  await makeSocketDir(socketDir, privilege);
  await clearLeftover(folder);
  if (!(await isInitialised(folder))) await initCluster({ runtime, folder, privilege, superPassword });
  if (spool) await privilege.folder(spool);
  const archiveCommand = spool && keepFinishedLog(spool);
  await configureCluster(folder, privilege, { kind, socketDir, archiveCommand });
  return { ...place, folder, socketDir, privilege };
}

export type RunningCluster = { child: ChildProcess; port: number };

/** Starts a prepared cluster and waits for it. */
export async function startCluster(
  cluster: Cluster,
  on: {
    port: number;
    log: string;
    passwords: Pick<DatabasePasswords, "postgres">;
    settings?: Record<string, string>;
  },
): Promise<RunningCluster> {
  const child = spawnServer({ ...cluster, port: on.port, settings: on.settings }, on.log);
  const address = { host: "127.0.0.1", port: on.port };
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  await untilReady(databaseUrl(address, "postgres", on.passwords.postgres, "postgres"), isGone);
  return { child, port: on.port };
}

/** Fast shutdown: open transactions are rolled back, the checkpoint is written. */
export async function stopCluster({ child }: RunningCluster): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  await gone;
}
