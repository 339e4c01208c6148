import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { databaseUrl, equipDatabase, withClient } from "#deploy/local/cluster/databases.ts";
import { ROOT } from "#deploy/local/paths.ts";
import { migrate } from "#lib/db/migrate.ts";
import { openPool } from "#lib/db/pool.ts";
import type { SharedCluster } from "./shared.ts";

const LOCK = 7_246_002;

/** Name of the migrated database that test files copy; made when no run made it from the same migrations before. */
export async function ensureTemplate({ at, passwords }: SharedCluster): Promise<string> {
  const name = `test_template_${await fingerprint()}`;
  await withClient(databaseUrl(at, "postgres", passwords.postgres, "postgres"), async (client) => {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    const { rows } = await client.query<{ whole: boolean }>(
      "SELECT datistemplate AS whole FROM pg_database WHERE datname = $1",
      [name],
    );
    if (rows[0]?.whole) return;
    if (rows[0]) await client.query(`DROP DATABASE ${name} WITH (FORCE)`);
    await client.query(`CREATE DATABASE ${name} OWNER haidang`);
    await equipDatabase(databaseUrl(at, "postgres", passwords.postgres, name));
    const pool = openPool(databaseUrl(at, "haidang", passwords.haidang, name), 1);
    await migrate(pool).finally(() => pool.end());
    // Nobody may connect from now on: a database with a connection cannot be copied.
    await client.query(`ALTER DATABASE ${name} IS_TEMPLATE true ALLOW_CONNECTIONS false`);
  });
  return name;
}

async function fingerprint(): Promise<string> {
  const folder = join(ROOT, "lib/db/migrations");
  const names = (await readdir(folder)).filter((n) => n.endsWith(".sql")).sort();
  const hash = createHash("sha256");
  for (const path of [...names.map((n) => join(folder, n)), join(ROOT, "deploy/local/cluster/databases.ts")])
    hash.update(path).update(await readFile(path));
  return hash.digest("hex").slice(0, 16);
}
