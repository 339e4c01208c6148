import { rm, stat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathsOf } from "#deploy/local/paths.ts";
import { type Manifest, nextDue, windowStart } from "#lib/backup/model.ts";
import { backupWatch, backups as knownBackups, noteBackups, noteWatch } from "#lib/backup/sql.ts";
import { watchBackups } from "#lib/backup/watch.ts";
import { configWith } from "#lib/config.ts";
import { openPool } from "#lib/db/pool.ts";
import { log as logOf } from "#lib/log.ts";
import { manifests } from "./catalogue.ts";
import { type Backups, backUp, closeBackups, openBackups } from "./task.ts";
import { shipWal, waitingWal } from "./wal.ts";

/** The schedule: brings the write-ahead log to the store every few seconds, takes a base a day, tells how it stands. */
const ROUND_MS = 10_000;
/** What does not work is tried again so soon; a store that comes back is used at once. */
const AGAIN_MS = 3_000;
/** With less than that free the waiting log is given up before the database has to stop; a new base begins a new chain. */
const RESERVE_BYTES = 1024 ** 3;

const settings = configWith("DATABASE_URL", "BACKUP_TO");
const log = logOf("backup");
const paths = pathsOf(settings.DATA_DIR);
const spool = join(paths.backup, "wal");
const stopping = new AbortController();
const { signal } = stopping;
for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => stopping.abort());

/** Tells how things stand, also while the store cannot even be opened. */
const pool = openPool(settings.DATABASE_URL, 1);
let place = (await backupWatch(pool).catch(() => undefined))?.place ?? "";
let walAt: number | null = null;
let problem: string | null = null;
/** Of the last base; stays until one succeeds. */
let baseProblem: string | null = null;
let windowFrom: number | null = null;
let due: number | null = null;
/** After a failure a base is tried again, later each time. */
let failures = 0;
let notBefore = 0;

while (!signal.aborted) {
  try {
    const backups = await openBackups(settings, paths, settings.DATABASE_URL);
    try {
      await watchBackups(pool);
      await serve(backups);
    } finally {
      await closeBackups(backups);
    }
  } catch (error) {
    const { message } = error as Error;
    if (message !== problem) log.error({ err: error }, "backups do not work; trying again");
    problem = message;
    await tell().catch(() => {});
    await sleep(AGAIN_MS, undefined, { signal }).catch(() => {});
  }
}
process.exit(0);

async function serve(backups: Backups): Promise<void> {
  let base: Promise<void> | undefined;
  place = backups.store.shown;
  while (!signal.aborted) {
    const all = await reach(backups);
    const newest = all.at(-1);
    due = newest ? nextDue(newest.begunAt, minutesOf(settings.BACKUP_AT)) : Date.now();
    if (Date.now() >= due && Date.now() >= notBefore)
      base ??= attempt(backups).finally(() => {
        base = undefined;
      });
    windowFrom = windowStart(all, backups.keep)?.finishedAt ?? null;
    problem = null;
    await tell();
    await sleep(ROUND_MS, undefined, { signal }).catch(() => {});
  }
  await base;
}

/** Brings the log there and looks at what lies in the store. */
async function reach(backups: Backups): Promise<Manifest[]> {
  const all = await manifests(backups.store);
  const before = all.length === 0 ? (await knownBackups(pool)).length : 0;
  // A folder whose disk is not mounted: nothing may be written beside it.
  if (before > 0 && (await backupWatch(pool))?.place === place)
    throw new Error(
      `${place} is empty, and ${before} backups lay there: is its disk mounted? If they were removed on purpose, run: npm run backup`,
    );
  await ship(backups);
  await noteBackups(pool, all);
  return all;
}

async function ship(backups: Backups): Promise<void> {
  try {
    const work = join(paths.backup, "work");
    const shipped = await shipWal({ spool, work, store: backups.store, key: backups.key, signal });
    if (shipped > 0 || (await waitingWal(spool)).length === 0) walAt = Date.now();
  } catch (error) {
    await keepReserve();
    throw new Error(`write-ahead log: ${(error as Error).message}`, { cause: error });
  }
}

async function attempt(backups: Backups): Promise<void> {
  try {
    const { base, verdict } = await backUp(backups, (line) => log.info(line));
    if (!verdict.verified) throw new Error(`the trial restore of ${base.id} failed: ${verdict.verdict}`);
    log.info({ base: base.id, bytes: base.bytes }, "base backup taken and restored on trial");
    failures = 0;
    baseProblem = null;
  } catch (error) {
    failures++;
    notBefore = Date.now() + Math.min(failures * 10, 60) * 60_000;
    baseProblem = (error as Error).message;
    log.error({ err: error }, "base backup failed");
  }
}

async function keepReserve(): Promise<void> {
  const { bavail, bsize } = await statfs(paths.data);
  if (bavail * bsize >= RESERVE_BYTES) return;
  const names = await waitingWal(spool);
  for (const name of names) await rm(join(spool, name), { force: true });
  notBefore = 0;
  log.error({ files: names.length }, "the disk is nearly full: waiting log given up; a new base is needed");
}

async function tell(): Promise<void> {
  const names = await waitingWal(spool);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(spool, name)).then(
        (s) => s.size,
        () => 0,
      ),
    ),
  );
  await noteWatch(pool, {
    place,
    walAt,
    windowFrom,
    waitingFiles: names.length,
    waitingBytes: sizes.reduce((sum, size) => sum + size, 0),
    dueAt: due,
    problem: problem ?? baseProblem,
  });
}

function minutesOf(text: string): number {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return hours * 60 + minutes;
}
