import { statfs } from "node:fs/promises";
import { join } from "node:path";
import { runtimeDir } from "#deploy/local/paths.ts";
import type { Runtime } from "#deploy/local/runtime/programs.ts";
import { provision } from "#deploy/local/runtime/provision.ts";
import { readSecrets } from "#deploy/local/secrets.ts";
import { type Keep, keptBases, type Manifest, walToDrop } from "#lib/backup/model.ts";
import { noteBackups, noteVerdict } from "#lib/backup/sql.ts";
import type { Config } from "#lib/config.ts";
import { openPool, type Pool } from "#lib/db/pool.ts";
import { takeBase } from "./base.ts";
import { BASE, manifestName, manifests, walFiles, walName } from "./catalogue.ts";
import { backupKey } from "./seal.ts";
import { openStore } from "./stores/open.ts";
import type { Store } from "./stores/store.ts";
import { type Verdict, verifyBase } from "./verify.ts";

export type BackupPaths = { backup: string; backupKey: string; secrets: string };

/** One installation's backups: what both the schedule and `npm run backup` work with. */
export type Backups = {
  store: Store;
  key: string;
  keyIsFresh: boolean;
  pool: Pool;
  runtime: Runtime;
  server: { host: string; port: number; password: string };
  paths: BackupPaths;
  keep: Keep;
};

/** @param adminUrl the province's database, as the server's superuser */
export async function openBackups(config: Config, paths: BackupPaths, adminUrl: string): Promise<Backups> {
  const { postgres: password } = await readSecrets(paths.secrets);
  const { key, fresh } = await backupKey(config.BACKUP_KEY_FILE ?? paths.backupKey, true);
  const { hostname, port } = new URL(adminUrl);
  const [daily = 7, weekly = 4, monthly = 12] = config.BACKUP_KEEP.split(",").map(Number);
  return {
    store: await openStore(config.BACKUP_TO ?? ""),
    key,
    keyIsFresh: fresh,
    pool: openPool(adminUrl, 2),
    runtime: await provision(runtimeDir(), () => {}),
    server: { host: hostname, port: Number(port), password },
    paths,
    keep: { daily, weekly, monthly },
  };
}

export async function closeBackups({ store, pool }: Backups): Promise<void> {
  await Promise.allSettled([store.end(), pool.end()]);
}

/** One at a time, whoever asks: the schedule or a person. */
const LOCK = 7_246_160;
/** What a base may need twice: sealed on its way, and unpacked for the trial. */
const ROOM_TIMES = 2.2;

/** Takes a base, restores it on trial, forgets what is kept long enough. */
export async function backUp(
  backups: Backups,
  report: (line: string) => void,
): Promise<{ base: Manifest; verdict: Verdict }> {
  const { pool, paths, store } = backups;
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ got: boolean }>("SELECT pg_try_advisory_lock($1) AS got", [LOCK]);
    if (!rows[0]?.got) throw new Error("Another backup is under way.");
    await demandRoom(backups);
    report("taking a base backup");
    const base = await takeBase({
      ...backups,
      work: join(paths.backup, "work"),
      secretsFile: paths.secrets,
      now: Date.now(),
    });
    await noteBackups(pool, await manifests(store));
    report(`restoring ${base.id} on trial`);
    const verdict = await verify(backups, base);
    if (verdict.verified) await forgetOld(backups);
    return { base, verdict };
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [LOCK]).catch(() => {});
    client.release();
  }
}

export async function verify(backups: Backups, base: Manifest): Promise<Verdict> {
  const verdict = await verifyBase(
    { ...backups, scratch: join(backups.paths.backup, "scratch"), password: backups.server.password },
    base,
  );
  await noteVerdict(backups.pool, verdict);
  return verdict;
}

async function demandRoom({ pool, paths }: Backups): Promise<void> {
  const { rows } = await pool.query<{ bytes: number }>(
    "SELECT sum(pg_database_size(datname))::float8 AS bytes FROM pg_database",
  );
  const { bavail, bsize } = await statfs(join(paths.backup, ".."));
  const needed = (rows[0]?.bytes ?? 0) * ROOM_TIMES;
  if (bavail * bsize >= needed) return;
  const gb = (bytes: number) => `${(bytes / 1024 ** 3).toFixed(1)} GB`;
  throw new Error(`The disk has ${gb(bavail * bsize)} free; a backup and its trial need ${gb(needed)}.`);
}

/** Only after a base that was restored on trial: until then the older ones are all there is. */
async function forgetOld({ store, keep, pool }: Backups): Promise<void> {
  const all = await manifests(store);
  const kept = keptBases(all, keep);
  for (const { id } of all.filter((base) => !kept.has(base.id))) {
    // The manifest first: what has none is not taken for whole.
    await store.remove(manifestName(id));
    for (const { name } of await store.list(`${BASE}/${id}`)) await store.remove(name);
  }
  for (const name of walToDrop(
    await walFiles(store),
    all.filter((base) => kept.has(base.id)),
    keep,
  ))
    await store.remove(walName(name));
  await noteBackups(pool, await manifests(store));
}
