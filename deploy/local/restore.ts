import { access, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { text } from "node:stream/consumers";
import { parseArgs } from "node:util";
import { BASE_FILE, FILES_FILE, manifests, nameIn } from "#deploy/backup/catalogue.ts";
import { previewOf, tellPreview } from "#deploy/backup/preview.ts";
import {
  addLocalWal,
  demandBase,
  fetchWal,
  type Recovered,
  recover,
  removeData,
  unpackBase,
} from "#deploy/backup/restore.ts";
import { backupKey, unseal } from "#deploy/backup/seal.ts";
import { openStore } from "#deploy/backup/stores/open.ts";
import type { Store } from "#deploy/backup/stores/store.ts";
import { baseFor, type Manifest, missingRows } from "#lib/backup/model.ts";
import { countsBefore } from "#lib/backup/sql.ts";
import { config } from "#lib/config.ts";
import { openPool } from "#lib/db/pool.ts";
import { stopCluster } from "./cluster/cluster.ts";
import { explain, SetupFault } from "./fault.ts";
import { demandNode24 } from "./node-version.ts";
import { loadEnvFile } from "./options.ts";
import { type Paths, pathsOf, runtimeDir } from "./paths.ts";
import { provision } from "./runtime/provision.ts";
import { releaseLock, takeLock } from "./supervise/lock.ts";

const USAGE =
  "npm run restore -- --at 2026-11-30T14:00:00+07:00 [--from STORE] [--yes]; without --at: as far as the backup goes";
const say = (line: string) => console.log(`• ${line}`);

type Wish = { at: number | undefined; from: string; yes: boolean };

/** Goes back to an instant: shows what that gives up, restores beside the present data, counts, then swaps. */
async function main(args: string[]): Promise<void> {
  demandNode24();
  loadEnvFile();
  const wish = wishOf(args);
  const paths = pathsOf(config().DATA_DIR);
  await mkdir(paths.logs, { recursive: true });
  const lock = await takeLock(paths.lock);
  if (!lock.taken)
    throw new SetupFault(
      `Hải Đăng runs on ${paths.data} (process ${lock.holder.pid}).`,
      `Stop it first (kill ${lock.holder.pid}), then restore.`,
    );
  const store = await openStore(wish.from);
  try {
    const { key } = await backupKey(config().BACKUP_KEY_FILE ?? paths.backupKey, false);
    await restore({ wish, paths, store, key });
  } finally {
    await store.end();
    await releaseLock(paths.lock);
  }
}

async function restore({ wish, paths, store, key }: { wish: Wish; paths: Paths; store: Store; key: string }) {
  const all = await manifests(store);
  const base = demandBase(baseFor(all, wish.at ?? Date.now()), wish.at ?? Date.now(), all);
  const runtime = await provision(runtimeDir(), say);
  const secrets = await text(await unseal(await store.get(nameIn(base.id, FILES_FILE)), key));
  const { postgres: password } = JSON.parse(secrets) as { postgres: string };
  tellPreview(base, wish.at, await previewOf({ paths, runtime, at: wish.at }));
  await demandYes(wish);

  const data = join(paths.backup, "restore");
  await removeData(data);
  say(`unpacking ${base.id}`);
  await unpackBase(await store.get(nameIn(base.id, BASE_FILE)), key, { runtime, data });
  const wal = join(data, "wal");
  const from = { store, key, report: say };
  const fetched = await fetchWal(from, base, all[all.indexOf(base) + 1], wal);
  const added = await addLocalWal(paths.cluster, wal);
  say(`replaying ${fetched} log files of the store and ${added} that had not reached it`);
  const place = { runtime, data, password, log: join(paths.logs, "restore.log") };
  const recovered = await recover(place, { wal, ...(wish.at !== undefined && { target: wish.at }) });
  await check(recovered, base);
  if (recovered.short) say("the log ended before the wanted instant: everything that there was is restored");
  await swap(paths, data, secrets);
}

async function check({ running, adminUrl }: Recovered, base: Manifest): Promise<void> {
  const pool = openPool(adminUrl, 1);
  try {
    const missing = missingRows(base, await countsBefore(pool, base.countedAt));
    if (missing.length > 0)
      throw new SetupFault(
        `Rows are missing after the restore: ${missing.join(", ")}.`,
        "Nothing was changed. Choose an earlier instant.",
      );
    const found = await countsBefore(pool, Date.now() + 86_400_000);
    say(
      `restored and counted: ${Object.entries(found)
        .map(([table, n]) => `${table} ${n}`)
        .join(", ")}`,
    );
  } finally {
    await pool.end();
    await stopCluster(running);
  }
}

/** The present data stay beside the restored ones until somebody removes them. */
async function swap(paths: Paths, restored: string, secrets: string): Promise<void> {
  const stamp = new Date().toISOString().replace(/[-:]|\.\d+/g, "");
  const there = (path: string) =>
    access(path).then(
      () => true,
      () => false,
    );
  for (const path of [paths.cluster, paths.secrets])
    if (await there(path)) await rename(path, `${path}.before-${stamp}`);
  await rename(join(restored, "cluster"), paths.cluster);
  await writeFile(paths.secrets, secrets, { mode: 0o600 });
  await rm(join(paths.backup, "wal"), { recursive: true, force: true });
  await removeData(restored);
  console.log(
    `\n✓ ${paths.data} holds the restored data. Start it: npm start\n  What was there before: ${paths.cluster}.before-${stamp} (remove it when all is well)`,
  );
}

function wishOf(args: string[]): Wish {
  try {
    const { values } = parseArgs({
      args,
      options: { at: { type: "string" }, from: { type: "string" }, yes: { type: "boolean", default: false } },
    });
    const at = values.at === undefined ? undefined : Date.parse(values.at);
    if (at !== undefined && (Number.isNaN(at) || !/[zZ]$|[+-]\d\d:?\d\d$/.test(values.at ?? "")))
      throw new Error("--at wants a time with its zone.");
    const from = values.from ?? config().BACKUP_TO;
    if (!from) throw new Error("It is not said where the backups are: --from STORE, or BACKUP_TO.");
    return { at, from, yes: values.yes };
  } catch (cause) {
    throw new SetupFault((cause as Error).message.split("\n")[0] ?? "", USAGE);
  }
}

async function demandYes({ yes }: Wish): Promise<void> {
  if (yes) return;
  if (!process.stdin.isTTY)
    throw new SetupFault("Nothing was changed.", "Look at what would be given up, then add --yes.");
  const asked = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await asked.question("Go back? Type yes: ");
  asked.close();
  if (answer.trim() !== "yes") throw new SetupFault("Nothing was changed.", USAGE);
}

await main(process.argv.slice(2)).catch((error) => {
  console.error(explain(error));
  process.exitCode = 1;
});
