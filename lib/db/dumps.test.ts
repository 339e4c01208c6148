import { randomBytes } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { equipDatabase, withClient } from "#deploy/local/cluster/databases.ts";
import { run } from "#deploy/local/command.ts";
import { runtimeDir } from "#deploy/local/paths.ts";
import { runtimeAt } from "#deploy/local/runtime/programs.ts";
import { migrate } from "./migrate.ts";
import { openPool, type Pool } from "./pool.ts";
import { testAdminUrl } from "./testing.ts";

const FOLDER = join(import.meta.dirname, "dumps");
/** What the dumps of earlier releases held when they were taken. */
const HELD: Record<string, Record<string, number>> = {
  "2026-11-28.dump": { reading: 29_470, alert: 39, alert_event: 125, record: 13_844 },
};

const made: string[] = [];
afterAll(() =>
  withClient(testAdminUrl(), async (client) => {
    for (const name of made) await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }),
);

describe("a database of an earlier release", () => {
  it("has a line here for every dump", () => {
    expect(readdirSync(FOLDER).sort()).toEqual(Object.keys(HELD).sort());
  });

  for (const [file, held] of Object.entries(HELD))
    it(`of ${file} keeps every row through today's migrations`, { timeout: 120_000 }, async () => {
      const url = await restored(file);
      const pool = openPool(url, 2);
      try {
        expect((await migrate(pool)).length).toBeGreaterThan(0);
        expect(await counts(pool, Object.keys(held))).toEqual(held);
        expect(await migrate(pool)).toEqual([]);
      } finally {
        await pool.end();
      }
    });
});

async function restored(file: string): Promise<string> {
  const name = `test_dump_${randomBytes(4).toString("hex")}`;
  const admin = testAdminUrl();
  const url = admin.replace(/\/postgres$/, `/${name}`);
  await withClient(admin, (client) => client.query(`CREATE DATABASE ${name} OWNER haidang`));
  made.push(name);
  await equipDatabase(url);
  await withClient(url, (client) => client.query("SELECT timescaledb_pre_restore()"));
  // The extension itself stands already; everything else must go in without a complaint.
  await run(runtimeAt(runtimeDir()).pgRestore, ["--exit-on-error", "-d", url, join(FOLDER, file)]);
  await withClient(url, (client) => client.query("SELECT timescaledb_post_restore()"));
  return url;
}

async function counts(pool: Pool, tables: string[]): Promise<Record<string, number>> {
  const found: Record<string, number> = {};
  for (const table of tables) {
    const { rows } = await pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`);
    found[table] = rows[0]?.count ?? -1;
  }
  return found;
}
