import { randomBytes } from "node:crypto";
import pg from "pg";
import { openPool, type Pool } from "./pool.ts";

export type TestDatabase = {
  /** Connected as the owner, as ingest is. */
  pool: Pool;
  url: string;
  /** The same database as the web account sees it: rows, no changes of tables. */
  webUrl: string;
  name: string;
  /** Closes the pool and drops the database. Call it in `afterAll`. */
  drop(): Promise<void>;
};

type Handed = {
  at: { host: string; port: number };
  passwords: { postgres: string; haidang: string; haidang_web: string };
  template: string;
};

/** A migrated database of its own for one test file, copied from the run's template (about 50 ms). */
export async function testDatabase(): Promise<TestDatabase> {
  const { at, passwords, template } = handed();
  const name = `test_${process.pid}_${randomBytes(4).toString("hex")}`;
  const url = (account: keyof Handed["passwords"], database: string) =>
    `postgresql://${account}:${passwords[account]}@${at.host}:${at.port}/${database}`;
  const admin = url("postgres", "postgres");
  await once(admin, `CREATE DATABASE ${name} TEMPLATE ${template} OWNER haidang`);
  const pool = openPool(url("haidang", name), 5);
  return {
    pool,
    name,
    url: url("haidang", name),
    webUrl: url("haidang_web", name),
    async drop() {
      await pool.end();
      await once(admin, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    },
  };
}

/** The server's superuser on the test cluster, for what only it may do (making other databases and accounts). */
export function testAdminUrl(): string {
  const { at, passwords } = handed();
  return `postgresql://postgres:${passwords.postgres}@${at.host}:${at.port}/postgres`;
}

function handed(): Handed {
  const text = process.env.TEST_CLUSTER;
  if (!text) throw new Error("No test server: run this file with `npx vitest run`, whose set-up starts one.");
  return JSON.parse(text) as Handed;
}

async function once(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
