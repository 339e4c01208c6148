import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { databaseUrl, withClient } from "./cluster/databases.ts";
import { run } from "./command.ts";
import { explain } from "./fault.ts";
import { ROOT, runtimeDir } from "./paths.ts";
import { provision } from "./runtime/provision.ts";
import { borrowCluster, returnCluster, testFolder } from "./testing/shared.ts";
import { ensureTemplate } from "./testing/template.ts";

export const SCHEMA = join(ROOT, "lib/db/schema.sql");

/** The tables as the migrations make them: what `lib/db/schema.sql` must hold. */
export async function dumpSchema(): Promise<string> {
  const runtime = await provision(runtimeDir(), console.log);
  const folder = testFolder();
  const shared = await borrowCluster(folder);
  const { at, passwords } = shared;
  const name = `test_schema_${process.pid}`;
  const admin = databaseUrl(at, "postgres", passwords.postgres, "postgres");
  try {
    const template = await ensureTemplate(shared);
    await withClient(admin, (client) => client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`));
    const url = databaseUrl(at, "postgres", passwords.postgres, name);
    return tidied(
      await run(runtime.pgDump, ["--schema-only", "--no-owner", "--no-privileges", ...LEFT_OUT, url]),
    );
  } finally {
    await withClient(admin, (client) => client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`));
    await returnCluster(folder);
  }
}

const LEFT_OUT = ["--exclude-schema=_timescaledb*", "--exclude-schema=timescaledb_*"];

/** Without what changes from one pg_dump to the next: its version, its random \restrict key, blank lines. */
export function tidied(dump: string): string {
  const lines = dump
    .split("\n")
    .filter(
      (line) =>
        !/^(--.*|COMMENT ON EXTENSION .*|\\(un)?restrict .*|SET .*|SELECT pg_catalog\.set_config.*)?$/.test(
          line,
        ),
    );
  return `-- Made from the migrations by \`npm run schema\`; compared in the tests.\n${lines.join("\n")}\n`;
}

/** Whether the file in the tree is what the migrations make. */
export async function isSchemaCurrent(): Promise<boolean> {
  return (await readFile(SCHEMA, "utf8").catch(() => "")) === (await dumpSchema());
}

if (import.meta.main) {
  await dumpSchema().then(
    (text) => writeFile(SCHEMA, text),
    (error) => {
      console.error(explain(error));
      process.exitCode = 1;
    },
  );
}
