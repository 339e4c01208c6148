import { createReadStream, createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { stopCluster } from "#deploy/local/cluster/cluster.ts";
import type { Runtime } from "#deploy/local/runtime/programs.ts";
import { type Manifest, missingRows } from "#lib/backup/model.ts";
import { countsBefore } from "#lib/backup/sql.ts";
import { openPool } from "#lib/db/pool.ts";
import { BASE_FILE, nameIn } from "./catalogue.ts";
import { recover, removeData, unpackBase } from "./restore.ts";
import { sha256Of } from "./seal.ts";
import type { Store } from "./stores/store.ts";

export type Verdict = { id: string; verified: boolean; verdict: string };
export type Trial = { store: Store; key: string; runtime: Runtime; scratch: string; password: string };

/**
 * Fetches a base from the store, restores it into a scratch cluster beside the real one and counts again. A store
 * that cannot be reached is thrown; what the backup itself fails at is the verdict.
 */
export async function verifyBase(trial: Trial, base: Manifest): Promise<Verdict> {
  const { store, scratch } = trial;
  await removeData(scratch);
  await mkdir(scratch, { recursive: true, mode: 0o700 });
  try {
    const sealed = join(scratch, BASE_FILE);
    await pipeline(await store.get(nameIn(base.id, BASE_FILE)), createWriteStream(sealed));
    const verdict = await tried(trial, base, sealed).catch((error) => (error as Error).message.slice(0, 500));
    return { id: base.id, verified: verdict === "", verdict };
  } finally {
    await removeData(scratch);
  }
}

/** What is wrong with it; empty when every row is there. */
async function tried({ key, runtime, scratch: data, password }: Trial, base: Manifest, sealed: string) {
  if ((await sha256Of(sealed)) !== base.files[BASE_FILE]) return "the sealed file was changed in the store";
  await unpackBase(createReadStream(sealed), key, { runtime, data });
  const { running, adminUrl } = await recover(
    { runtime, data, password, log: join(data, "postgres.log") },
    {},
  );
  const pool = openPool(adminUrl, 1);
  try {
    return missingRows(base, await countsBefore(pool, base.countedAt)).join(", ");
  } finally {
    await pool.end();
    await stopCluster(running);
  }
}
