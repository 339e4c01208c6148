import { randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  prepareCluster,
  type RunningCluster,
  startCluster,
  stopCluster,
} from "#deploy/local/cluster/cluster.ts";
import {
  type DatabasePasswords,
  databaseUrl,
  ensureAccounts,
  withClient,
} from "#deploy/local/cluster/databases.ts";
import { explain } from "#deploy/local/fault.ts";
import { runtimeDir } from "#deploy/local/paths.ts";
import { freePort } from "#deploy/local/ports.ts";
import { provision } from "#deploy/local/runtime/provision.ts";
import { bornOf, type Holder, isAlive, releaseLock, takeLock } from "#deploy/local/supervise/lock.ts";
import type { SharedCluster } from "./shared.ts";
import { randomPasswords } from "./throwaway.ts";

const IDLE_MS = 15_000;
const [, , folder = ""] = process.argv;
const lock = join(folder, "keeper.lock");
const note = join(folder, "cluster.json");

if ((await takeLock(lock)).taken) {
  try {
    await keep();
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  } finally {
    await rm(note, { force: true });
    await releaseLock(lock);
  }
}

async function keep(): Promise<void> {
  const passwords = await readPasswords();
  const running = await startOrRenew(passwords);
  let ended = false;
  running.child.once("exit", () => {
    ended = true;
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stopCluster(running));
  const shared: SharedCluster = {
    at: { host: "127.0.0.1", port: running.port },
    passwords,
    keeper: { pid: process.pid, born: (await bornOf(process.pid)) ?? "" },
  };
  await publishNote(shared);
  let usedAt = Date.now();
  while (!ended) {
    await sleep(500);
    if (await isUsed()) usedAt = Date.now();
    if (Date.now() - usedAt < IDLE_MS) continue;
    await rm(note, { force: true });
    if (!(await isUsed())) break;
    await publishNote(shared);
    usedAt = Date.now();
  }
  await stopCluster(running);
}

/** The test server runs without fsync: after a power cut its folder may be spoilt, and is made anew. */
async function startOrRenew(passwords: DatabasePasswords): Promise<RunningCluster> {
  try {
    return await start(passwords);
  } catch (error) {
    console.error(explain(error), "\nMaking the test cluster anew.");
    await rm(join(folder, "cluster"), { recursive: true, force: true });
    return await start(passwords);
  }
}

async function start(passwords: DatabasePasswords): Promise<RunningCluster> {
  const runtime = await provision(runtimeDir(), console.log);
  const cluster = await prepareCluster({ runtime, data: folder, kind: "throwaway" }, passwords.postgres);
  const port = await freePort();
  const running = await startCluster(cluster, { port, log: join(folder, "postgres.log"), passwords });
  const url = databaseUrl({ host: "127.0.0.1", port }, "postgres", passwords.postgres, "postgres");
  await withClient(url, async (client) => {
    await ensureAccounts(client, passwords);
    const { rows } = await client.query<{ datname: string }>(
      "SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'",
    );
    for (const { datname } of rows) {
      await client.query(`ALTER DATABASE ${datname} IS_TEMPLATE false`);
      await client.query(`DROP DATABASE ${datname} WITH (FORCE)`);
    }
  });
  return running;
}

async function readPasswords(): Promise<DatabasePasswords> {
  const path = join(folder, "passwords.json");
  const text = await readFile(path, "utf8").catch(() => "");
  if (text) return JSON.parse(text) as DatabasePasswords;
  // A cluster without its passwords is of no use.
  await rm(join(folder, "cluster"), { recursive: true, force: true });
  const passwords = randomPasswords();
  await writeFile(path, JSON.stringify(passwords), { mode: 0o600 });
  return passwords;
}

async function publishNote(shared: SharedCluster): Promise<void> {
  const fresh = `${note}.${randomUUID()}`;
  await writeFile(fresh, JSON.stringify(shared), { mode: 0o600 });
  await rename(fresh, note);
}

async function isUsed(): Promise<boolean> {
  const users = join(folder, "users");
  await mkdir(users, { recursive: true });
  let used = false;
  for (const name of await readdir(users)) {
    const holder = JSON.parse(
      (await readFile(join(users, name), "utf8").catch(() => "")) || "{}",
    ) as Partial<Holder>;
    if (holder.pid && (await isAlive(holder as Holder))) used = true;
    else await rm(join(users, name), { force: true });
  }
  return used;
}
