import { spawn } from "node:child_process";
import { mkdirSync, openSync } from "node:fs";
import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { DatabasePasswords, ServerAddress } from "#deploy/local/cluster/databases.ts";
import { SetupFault } from "#deploy/local/fault.ts";
import { ROOT } from "#deploy/local/paths.ts";
import { bornOf, type Holder, isAlive } from "#deploy/local/supervise/lock.ts";

/** What `cluster.json` tells the runs that share the test server. */
export type SharedCluster = { at: ServerAddress; passwords: DatabasePasswords; keeper: Holder };

const PATIENCE_MS = 60_000;

export function testFolder(env: NodeJS.ProcessEnv = process.env): string {
  return resolve(ROOT, env.TEST_DIR ?? ".data/test");
}

/**
 * Gives the test server of this tree, started when it is not running. Several runs share it; a keeper process stops
 * it soon after the last of them ended, however that one ended.
 */
export async function borrowCluster(folder: string): Promise<SharedCluster> {
  await register(folder);
  const deadline = Date.now() + PATIENCE_MS;
  let keeper: { exitCode: number | null } | undefined;
  while (Date.now() < deadline) {
    const shared = await readShared(folder);
    if (shared) return shared;
    if (!keeper || keeper.exitCode !== null) keeper = spawnKeeper(folder);
    await sleep(50);
  }
  throw new SetupFault(
    "The test database server did not start.",
    `Its log says why: ${join(folder, "keeper.log")} and postgres.log beside it.`,
  );
}

export async function returnCluster(folder: string): Promise<void> {
  await rm(join(folder, "users", `${process.pid}`), { force: true });
}

/** The keeper looks here before it stops the server: first registered, then looked up, nobody is left without. */
async function register(folder: string): Promise<void> {
  await mkdir(join(folder, "users"), { recursive: true });
  const me: Holder = { pid: process.pid, born: (await bornOf(process.pid)) ?? "" };
  await writeFile(join(folder, "users", `${process.pid}`), JSON.stringify(me));
}

async function readShared(folder: string): Promise<SharedCluster | undefined> {
  const text = await readFile(join(folder, "cluster.json"), "utf8").catch(() => "");
  if (!text) return undefined;
  const shared = JSON.parse(text) as SharedCluster;
  return (await isAlive(shared.keeper)) ? shared : undefined;
}

function spawnKeeper(folder: string) {
  mkdirSync(folder, { recursive: true });
  const log = openSync(join(folder, "keeper.log"), "a");
  const child = spawn(process.execPath, [join(import.meta.dirname, "keeper.ts"), folder], {
    cwd: ROOT,
    detached: true,
    stdio: ["ignore", log, log],
  });
  child.unref();
  return child;
}
