import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Client, Pool } from "./pool.ts";

const FOLDER = join(import.meta.dirname, "migrations");
const LOCK = 7_246_001;

type Migration = { id: string; sql: string; sum: string };

/**
 * Applies the numbered SQL files of `lib/db/migrations` that the database has not seen, each in a transaction.
 * @returns the ids applied now. Throws when an applied file was changed since: migrations only go forward.
 */
export async function migrate(pool: Pool): Promise<string[]> {
  const client = await pool.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [LOCK]);
    await client.query(
      "CREATE TABLE IF NOT EXISTS migration (id text PRIMARY KEY, sum text NOT NULL, at timestamptz NOT NULL DEFAULT now())",
    );
    return await applyMissing(client, await readMigrations());
  } finally {
    await client.query("SELECT pg_advisory_unlock($1)", [LOCK]).catch(() => {});
    client.release();
  }
}

async function applyMissing(client: Client, migrations: Migration[]): Promise<string[]> {
  const { rows } = await client.query<{ id: string; sum: string }>("SELECT id, sum FROM migration");
  const seen = new Map(rows.map((r) => [r.id, r.sum]));
  const applied: string[] = [];
  for (const m of migrations) {
    const sum = seen.get(m.id);
    if (sum === m.sum) continue;
    if (sum)
      throw new Error(
        `Migration ${m.id} was changed after it ran here. Restore it and add a new file instead.`,
      );
    await apply(client, m);
    applied.push(m.id);
  }
  return applied;
}

async function apply(client: Client, m: Migration): Promise<void> {
  try {
    await client.query("BEGIN");
    await client.query(m.sql);
    await client.query("INSERT INTO migration (id, sum) VALUES ($1, $2)", [m.id, m.sum]);
    await client.query("COMMIT");
  } catch (cause) {
    await client.query("ROLLBACK").catch(() => {});
    throw new Error(`Migration ${m.id} failed; the database is as it was before it.`, { cause });
  }
}

async function readMigrations(): Promise<Migration[]> {
  const names = (await readdir(FOLDER)).filter((n) => n.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(join(FOLDER, name), "utf8");
      return { id: name.replace(/\.sql$/, ""), sql, sum: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}
