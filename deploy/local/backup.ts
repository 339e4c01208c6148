import { pathToFileURL } from "node:url";
import { manifests } from "#deploy/backup/catalogue.ts";
import { type Backups, backUp, closeBackups, openBackups, verify } from "#deploy/backup/task.ts";
import { backups as rowsOf } from "#lib/backup/sql.ts";
import { config } from "#lib/config.ts";
import { databaseUrl } from "./cluster/databases.ts";
import { explain, SetupFault } from "./fault.ts";
import { demandNode24 } from "./node-version.ts";
import { loadEnvFile } from "./options.ts";
import { pathsOf } from "./paths.ts";
import { readRunFile } from "./run-file.ts";
import { readSecrets } from "./secrets.ts";

const USAGE = "npm run backup [-- list | -- verify [ID]]";

/** Takes a backup now, lists what there is, or restores one on trial. */
async function main([verb = "now", id]: string[]): Promise<void> {
  demandNode24();
  loadEnvFile();
  const settings = config();
  if (!settings.BACKUP_TO)
    throw new SetupFault(
      "It is not said where backups go.",
      "Set BACKUP_TO in the environment or in .env to a folder on another disk, sftp://… or s3://… (docs/backup.md), then start again.",
    );
  const paths = pathsOf(settings.DATA_DIR);
  const database = (await readRunFile(paths.run))?.database;
  if (!database)
    throw new SetupFault(
      `Hải Đăng does not run on ${paths.data}.`,
      "Start it first: npm start. To go back: npm run restore",
    );
  const { postgres } = await readSecrets(paths.secrets);
  const backups = await openBackups(settings, paths, databaseUrl(database, "postgres", postgres));
  try {
    if (backups.keyIsFresh) tellKey(backups.key, paths.backupKey);
    await act(backups, verb, id);
  } finally {
    await closeBackups(backups);
  }
}

async function act(backups: Backups, verb: string, id: string | undefined): Promise<void> {
  const say = (line: string) => console.log(`• ${line}`);
  if (verb === "now") {
    const { base, verdict } = await backUp(backups, say);
    tellVerdict(base.id, verdict.verified, verdict.verdict);
  } else if (verb === "list") {
    for (const row of (await rowsOf(backups.pool)).toReversed())
      say(
        `${row.id}  ${(row.bytes / 1e6).toFixed(1)} MB  ${row.readings} readings  ${row.verified === null ? "not tried" : row.verified ? "restored on trial" : `FAILED: ${row.verdict}`}`,
      );
  } else if (verb === "verify") {
    const all = await manifests(backups.store);
    const base = id ? all.find((m) => m.id === id) : all.at(-1);
    if (!base) throw new SetupFault(id ? `There is no backup ${id}.` : "There is no backup yet.", USAGE);
    const verdict = await verify(backups, base);
    tellVerdict(base.id, verdict.verified, verdict.verdict);
  } else throw new SetupFault("That is not understood.", USAGE);
}

function tellVerdict(id: string, verified: boolean, why: string): void {
  if (!verified)
    throw new SetupFault(
      `Backup ${id} cannot be relied on: ${why}`,
      "Older ones are kept. Look at the store, then: npm run backup",
    );
  console.log(`✓ backup ${id} was restored on trial and every row was found`);
}

export function tellKey(key: string, path: string): void {
  console.log(
    `\nThe key of the backups was made now. Without it no backup can be opened, and it is in none of them.\n` +
      `Keep a copy away from this machine:\n\n  ${key}\n\n(here: ${path})\n`,
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  await main(process.argv.slice(2)).catch((error) => {
    console.error(explain(error));
    process.exitCode = 1;
  });
