import { spawn } from "node:child_process";
import { createWriteStream } from "node:fs";
import { copyFile, mkdir, open, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type Cluster,
  prepareCluster,
  type RunningCluster,
  startCluster,
  stopCluster,
} from "#deploy/local/cluster/cluster.ts";
import { databaseUrl, withClient } from "#deploy/local/cluster/databases.ts";
import { findPrivilege } from "#deploy/local/cluster/privilege.ts";
import { SetupFault } from "#deploy/local/fault.ts";
import { freePort } from "#deploy/local/ports.ts";
import type { Runtime } from "#deploy/local/runtime/programs.ts";
import { type Manifest, walPosition } from "#lib/backup/model.ts";
import { walFiles, walName } from "./catalogue.ts";
import { unseal } from "./seal.ts";
import type { Store } from "./stores/store.ts";

export type From = { store: Store; key: string; report(line: string): void };

/** Unpacks a base backup as the cluster of a data folder, which must have none. */
export async function unpackBase(
  sealed: Readable,
  key: string,
  place: { runtime: Runtime; data: string },
): Promise<void> {
  const folder = join(place.data, "cluster");
  await mkdir(place.data, { recursive: true, mode: 0o700 });
  const privilege = await findPrivilege([place.runtime.folder, place.data]);
  await privilege.folder(folder);
  // Unpacked as whoever runs the server, so that the files are its own.
  const [program = "", ...args] = [
    ...privilege.prefix("SIGTERM"),
    "tar",
    "--no-same-owner",
    "-xf",
    "-",
    "-C",
    folder,
  ];
  const tar = spawn(program, args, { stdio: ["pipe", "ignore", "pipe"] });
  let said = "";
  tar.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    said = (said + chunk).slice(-2_000);
  });
  const ended = new Promise<number | null>((resolve, reject) => {
    tar.once("error", reject);
    tar.once("close", resolve);
  });
  await pipeline(await unseal(sealed, key), tar.stdin);
  if ((await ended) !== 0) throw new Error(`tar: ${said.trim()}`);
}

/** Brings the write-ahead log of the store from a base on, up to the base after the wanted instant where there is one. */
export async function fetchWal(
  from: From,
  base: Manifest,
  next: Manifest | undefined,
  into: string,
): Promise<number> {
  await mkdir(into, { recursive: true, mode: 0o755 });
  const first = walPosition(base.firstWal) ?? "";
  const last = walPosition(next?.lastWal ?? "") ?? "~";
  const names = (await walFiles(from.store)).filter((name) => {
    const at = walPosition(name);
    return at ? at >= first && at <= last : name.endsWith(".history");
  });
  for (const [i, name] of names.entries()) {
    if (i % 50 === 0) from.report(`write-ahead log: ${i} of ${names.length} files`);
    const plain = await unseal(await from.store.get(walName(name)), from.key);
    await pipeline(plain, createWriteStream(join(into, name), { mode: 0o644 }));
  }
  return names.length;
}

/** What the cluster that is given up had written since its last file left for the store. */
export async function addLocalWal(cluster: string, into: string): Promise<number> {
  const have = new Set(await readdir(into));
  const names = await readdir(join(cluster, "pg_wal")).catch(() => [] as string[]);
  const more = names.filter((name) => walPosition(name) && !have.has(name));
  for (const name of more) await copyFile(join(cluster, "pg_wal", name), join(into, name));
  return more.length;
}

export type Recovery = { wal?: string /** Milliseconds; absent: as far as the log goes. */; target?: number };
export type Recovered = {
  cluster: Cluster;
  running: RunningCluster;
  adminUrl: string /** The log ended before the wanted instant. */;
  short: boolean;
};

/** Starts an unpacked cluster, lets it go through its log and waits until it takes writes. Archives nothing meanwhile. */
export async function recover(
  place: { runtime: Runtime; data: string; password: string; log: string },
  { wal, target }: Recovery,
): Promise<Recovered> {
  const cluster = await prepareCluster({ ...place, kind: "lasting" }, place.password);
  if (wal) {
    await writeFile(join(cluster.folder, "recovery.signal"), "");
    await cluster.privilege.give(join(cluster.folder, "recovery.signal"));
  }
  const settings = {
    archive_mode: "off",
    shared_buffers: "256MB",
    ...(wal && {
      restore_command: `cp '${wal.replaceAll("'", `'\\''`).replaceAll("%", "%%")}'/%f %p`,
      recovery_target_action: "promote",
    }),
  };
  // A "Z" is not understood there: zone names are read later in the start.
  const at =
    target === undefined ? undefined : new Date(target).toISOString().replace("T", " ").replace("Z", "+00");
  try {
    const started = await start(cluster, place, at ? { ...settings, recovery_target_time: at } : settings);
    return { ...started, short: false };
  } catch (error) {
    if (!at || !(await saysLogEnded(place.log))) throw error;
    await writeFile(join(cluster.folder, "recovery.signal"), "");
    await cluster.privilege.give(join(cluster.folder, "recovery.signal"));
    return { ...(await start(cluster, place, settings)), short: true };
  }
}

async function start(
  cluster: Cluster,
  { password, log }: { password: string; log: string },
  settings: Record<string, string>,
) {
  const port = await freePort();
  const adminUrl = databaseUrl({ host: "127.0.0.1", port }, "postgres", password);
  const running = await startCluster(cluster, { port, log, passwords: { postgres: password }, settings });
  try {
    while (await isInRecovery(adminUrl)) {
      if (running.child.exitCode !== null) throw new Error("The server ended during recovery.");
      await sleep(200);
    }
  } catch (error) {
    await stopCluster(running);
    throw error;
  }
  return { cluster, running, adminUrl };
}

async function isInRecovery(url: string): Promise<boolean> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ recovering: boolean }>("SELECT pg_is_in_recovery() AS recovering");
    return rows[0]?.recovering ?? true;
  });
}

const LOG_ENDED = "recovery ended before configured recovery target was reached";

async function saysLogEnded(log: string): Promise<boolean> {
  const file = await open(log, "r");
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.min(size, 20_000));
    await file.read(tail, 0, tail.length, size - tail.length);
    return tail.includes(LOG_ENDED);
  } finally {
    await file.close();
  }
}

/** A restored folder is removed whole, also where the server's user owns it. */
export const removeData = (data: string) => rm(data, { recursive: true, force: true });

export function demandBase(base: Manifest | undefined, at: number, all: Manifest[]): Manifest {
  if (base) return base;
  const first = all[0];
  throw new SetupFault(
    all.length === 0
      ? "There is no base backup in this store."
      : `No base backup was whole at ${new Date(at).toISOString()}.`,
    first
      ? `The oldest instant that can be restored is ${new Date(first.finishedAt).toISOString()}.`
      : "Check BACKUP_TO: it must name the same place and folder as when the backups were made.",
  );
}
