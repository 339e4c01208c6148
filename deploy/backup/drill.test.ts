import { execFile, spawn } from "node:child_process";
import { copyFile, open, readdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { generateX25519Identity } from "age-encryption";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  type Cluster,
  prepareCluster,
  type RunningCluster,
  startCluster,
  stopCluster,
} from "#deploy/local/cluster/cluster.ts";
import { databaseUrl, prepareDatabases } from "#deploy/local/cluster/databases.ts";
import { pathsOf, ROOT, runtimeDir } from "#deploy/local/paths.ts";
import { freePort } from "#deploy/local/ports.ts";
import { provision } from "#deploy/local/runtime/provision.ts";
import { readSecrets, type Secrets } from "#deploy/local/secrets.ts";
import { passableFolder } from "#deploy/local/testing/folder.ts";
import { backupWatch, noteBackups, backups as rowsOf } from "#lib/backup/sql.ts";
import { settings } from "#lib/config.ts";
import { migrate } from "#lib/db/migrate.ts";
import { openPool, type Pool } from "#lib/db/pool.ts";
import { manifests, walFiles } from "./catalogue.ts";
import { type Backups, backUp, closeBackups, openBackups, verify } from "./task.ts";
import { shipWal } from "./wal.ts";

const PATIENCE = { timeout: 240_000 };
let data: string;
let store: string;
let paths: ReturnType<typeof pathsOf>;
let secrets: Secrets;
let cluster: Cluster;
let running: RunningCluster;
let pool: Pool;
let backups: Backups;

beforeAll(async () => {
  data = await passableFolder("drill");
  store = join(data, "store");
  paths = pathsOf(data);
  secrets = await readSecrets(paths.secrets);
  await open_();
  await prepareDatabases({ host: "127.0.0.1", port: running.port }, secrets);
  await migrate(pool);
  const config = settings.parse({ BACKUP_TO: store, DATA_DIR: data });
  const admin = databaseUrl({ host: "127.0.0.1", port: running.port }, "postgres", secrets.postgres);
  backups = await openBackups(config, paths, admin);
  await pool.query(
    "INSERT INTO feed (id, kind, name_vi, name_en, config) VALUES ('f', 'mqtt', 'F', 'F', '{}')",
  );
  await pool.query(
    "INSERT INTO asset (key, kind, name_vi, name_en, feed_id) VALUES ('a', 'gauge', 'A', 'A', 'f')",
  );
  await pool.query(
    "INSERT INTO series (asset_id, metric_id, feed_id, period_s) SELECT id, 'water_level', 'f', 60 FROM asset",
  );
}, 120_000);

afterAll(async () => {
  await pool?.end().catch(() => {});
  if (running) await stopCluster(running);
  await rm(data, { recursive: true, force: true });
});

async function open_(): Promise<void> {
  const place = { runtime: await provision(runtimeDir(), () => {}), data, kind: "lasting" as const };
  cluster = await prepareCluster({ ...place, spool: join(paths.backup, "wal") }, secrets.postgres);
  running = await startCluster(cluster, {
    port: await freePort(),
    log: join(data, "pg.log"),
    passwords: secrets,
  });
  pool = openPool(databaseUrl({ host: "127.0.0.1", port: running.port }, "haidang", secrets.haidang), 2);
}

/** `n` readings, one a second, that arrived long enough ago to be counted. */
const write = (from: number, n: number) =>
  pool.query(
    `INSERT INTO reading (series_id, time, arrived, value)
     SELECT s.id, now() - make_interval(secs => g), now() - interval '1 hour', g FROM series s, generate_series($1::int, $2::int) g`,
    [from, from + n - 1],
  );
const readings = async () => (await pool.query("SELECT count(*)::int AS n FROM reading")).rows[0].n as number;
const ship = async () => {
  await pool.query("CHECKPOINT").catch(() => {});
  await backups.pool.query("SELECT pg_switch_wal()");
  for (let tries = 0; tries < 100; tries++) {
    const { rows } = await backups.pool.query<{ all: boolean }>(
      "SELECT last_archived_wal >= pg_walfile_name(pg_switch_wal() - 1) AS all FROM pg_stat_archiver",
    );
    if (rows[0]?.all) break;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const { signal } = new AbortController();
  await shipWal({
    spool: join(paths.backup, "wal"),
    work: join(paths.backup, "work"),
    store: backups.store,
    key: backups.key,
    signal,
  });
};
const command = (...args: string[]) =>
  promisify(execFile)(process.execPath, [join(ROOT, "deploy/local/restore.ts"), ...args], {
    cwd: ROOT,
    env: { ...process.env, DATA_DIR: data, BACKUP_TO: store, RUNTIME_DIR: runtimeDir(), PORT: "3000" },
  });

test(
  "a base is restored on trial and every row is found; a changed byte is not taken for a backup",
  PATIENCE,
  async () => {
    await write(1, 5_000);
    const { base, verdict } = await backUp(backups, () => {});
    expect(verdict).toEqual({ id: base.id, verified: true, verdict: "" });
    expect(base.counts.reading).toBe(5_000);
    expect((await rowsOf(pool))[0]).toMatchObject({ id: base.id, verified: true, readings: 5_000 });
    // Nothing that can be read lies in the store: neither rows nor the server's passwords.
    for (const name of await readdir(store, { recursive: true }))
      if (name.endsWith(".age")) expect(name).toMatch(/\.zst\.age$/);
    const file = join(store, "base", base.id, "base.tar.zst.age");
    await copyFile(file, `${file}.kept`);
    const handle = await open(file, "r+");
    await handle.write(Buffer.from([1, 2, 3]), 0, 3, 20_000);
    await handle.close();
    expect((await verify(backups, base)).verified).toBe(false);
    expect((await rowsOf(pool))[0]?.verified).toBe(false);
    await copyFile(`${file}.kept`, file);
    await rm(`${file}.kept`);
    expect((await verify(backups, base)).verified).toBe(true);
  },
);

test(
  "written, backed up, destroyed, restored: every row of the wanted instant is back, none of later ones",
  PATIENCE,
  async () => {
    await write(10_001, 2_000);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    const instant = new Date();
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await pool.query("DELETE FROM reading WHERE value > 100");
    await write(20_001, 10);
    await ship();
    expect((await walFiles(backups.store)).length).toBeGreaterThan(1);
    expect(await manifests(backups.store)).toHaveLength(1);

    await closeBackups(backups);
    await pool.end();
    await stopCluster(running);
    // What would be lost is told before anything is done, and without a yes nothing is.
    const asked = await command("--at", instant.toISOString()).catch(
      (error) => error as { stdout: string; stderr: string },
    );
    expect(asked.stdout).toContain("Lost, arrived after that");
    expect(asked.stderr).toContain("Nothing was changed");
    // The machine is gone: cluster and secrets. The key was kept elsewhere.
    await rm(paths.cluster, { recursive: true });
    await rm(paths.secrets);
    const { stdout } = await command("--at", instant.toISOString(), "--yes");
    expect(stdout).toContain("reading 7000");

    secrets = await readSecrets(paths.secrets);
    await open_();
    expect(await readings()).toBe(7_000);
    expect((await pool.query("SELECT count(*)::int AS n FROM reading WHERE value > 100")).rows[0].n).toBe(
      6_900,
    );
  },
);

test(
  "a store that cannot be opened, or has lost its disk, is told, and no more once it is back",
  PATIENCE,
  async () => {
    await noteBackups(pool, await manifests(backups.store));
    await pool.query("INSERT INTO backup_watch (place, looked_at) VALUES ($1, now())", [store]);
    await rename(store, `${store}.away`);
    await writeFile(store, "");
    const schedule = spawn(process.execPath, [join(ROOT, "deploy/backup/main.ts")], {
      cwd: ROOT,
      env: {
        ...process.env,
        DATA_DIR: data,
        BACKUP_TO: store,
        RUNTIME_DIR: runtimeDir(),
        DATABASE_URL: databaseUrl({ host: "127.0.0.1", port: running.port }, "postgres", secrets.postgres),
      },
    });
    const gone = new Promise((resolve) => schedule.once("exit", resolve));
    const watched = expect.poll(() => backupWatch(pool), { timeout: 30_000 });
    try {
      await watched.toMatchObject({ problem: expect.stringContaining("EEXIST") });
      await rm(store);
      await watched.toMatchObject({ place: store, problem: expect.stringContaining("is its disk mounted?") });
      expect(await readdir(store)).toEqual([]);
      await rm(store, { recursive: true });
      await rename(`${store}.away`, store);
      await watched.toMatchObject({ problem: null });
    } finally {
      schedule.kill("SIGTERM");
      await gone;
    }
  },
);

test("the wrong key opens nothing and says so", PATIENCE, async () => {
  const wrong = join(data, "wrong.key");
  await writeFile(wrong, await generateX25519Identity());
  await pool.end();
  await stopCluster(running);
  const refused = await promisify(execFile)(
    process.execPath,
    [join(ROOT, "deploy/local/restore.ts"), "--yes"],
    {
      cwd: ROOT,
      env: {
        ...process.env,
        DATA_DIR: data,
        BACKUP_TO: store,
        BACKUP_KEY_FILE: wrong,
        RUNTIME_DIR: runtimeDir(),
      },
    },
  ).catch((error) => error as { stderr: string });
  expect(refused.stderr).toContain("cannot be opened with this key");
  expect(await readdir(paths.cluster)).toContain("PG_VERSION");
});
