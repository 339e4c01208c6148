import pg from "pg";
import type { Client } from "#lib/db/pool.ts";

/** Server accounts. The owner migrates and ingests; the web account reads and writes rows but changes no table. */
export type DatabasePasswords = { postgres: string; haidang: string; haidang_web: string; demo: string };
export type ServerAddress = { host: string; port: number };
export type Account = keyof DatabasePasswords;

export const DATABASE = "haidang";

export function databaseUrl(
  at: ServerAddress,
  account: Account,
  password: string,
  database = DATABASE,
): string {
  return `postgresql://${account}:${encodeURIComponent(password)}@${at.host}:${at.port}/${database}`;
}

/** Makes accounts and the province's database as they should be; changes nothing that is already so. */
export async function prepareDatabases(at: ServerAddress, passwords: DatabasePasswords): Promise<void> {
  await withClient(databaseUrl(at, "postgres", passwords.postgres, "postgres"), async (client) => {
    await ensureAccounts(client, passwords);
    await closeOthers(client);
    await ensureDatabase(client, DATABASE);
  });
  await equipDatabase(databaseUrl(at, "postgres", passwords.postgres));
}

export async function ensureAccounts(client: Client, passwords: DatabasePasswords): Promise<void> {
  // These statements hold passwords: however long they take, or whatever is wrong with them, no log has them.
  await client.query("SET log_min_duration_statement = -1; SET log_min_error_statement = panic");
  await ensureAccount(client, "haidang", passwords.haidang);
  await ensureAccount(client, "haidang_web", passwords.haidang_web);
  // The demo's departmental databases and their read-only readers are its own (PostgreSQL 16: nobody else's).
  await ensureAccount(client, "demo", passwords.demo, "CREATEDB CREATEROLE");
}

/** Databases that every server has are nobody's to enter; the demo makes its departments' from one of them. */
async function closeOthers(client: Client): Promise<void> {
  for (const name of ["postgres", "template1"])
    await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await client.query("GRANT CONNECT ON DATABASE postgres TO demo");
}

async function ensureAccount(client: Client, name: Account, password: string, more = ""): Promise<void> {
  const { rowCount } = await client.query("SELECT FROM pg_roles WHERE rolname = $1", [name]);
  const verb = rowCount ? "ALTER" : "CREATE";
  await client.query(`${verb} ROLE ${name} LOGIN ${more} PASSWORD ${client.escapeLiteral(password)}`);
}

export async function ensureDatabase(client: Client, name: string): Promise<void> {
  const { rowCount } = await client.query("SELECT FROM pg_database WHERE datname = $1", [name]);
  if (!rowCount) await client.query(`CREATE DATABASE ${name} OWNER haidang`);
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${name} TO haidang_web`);
}

/** Extension and rights inside one database; `url` logs in as the superuser. */
export async function equipDatabase(url: string): Promise<void> {
  await withClient(url, async (client) => {
    await client.query("SET client_min_messages = error");
    await client.query("CREATE EXTENSION IF NOT EXISTS timescaledb");
  });
  // The update must be the first statement of a session that has not loaded the old version.
  await withClient(url, (client) => client.query("ALTER EXTENSION timescaledb UPDATE"));
  await withClient(url, async (client) => {
    await client.query(REVOKE_PROCEDURES);
    await client.query(GRANT_POLICIES);
    await client.query(DEFAULT_RIGHTS);
  });
}

/**
 * CALL merge_chunks crashes the whole server on the Apache edition 2.19.3 and PUBLIC may call it. Nothing here
 * needs the extension's procedures but two, see below.
 */
const REVOKE_PROCEDURES = `DO $$
DECLARE p regprocedure;
BEGIN
  FOR p IN
    SELECT f.oid FROM pg_proc f
    JOIN pg_depend d ON d.objid = f.oid AND d.classid = 'pg_proc'::regclass AND d.deptype = 'e'
    JOIN pg_extension e ON e.oid = d.refobjid AND d.refclassid = 'pg_extension'::regclass
    WHERE e.extname = 'timescaledb' AND f.prokind = 'p'
  LOOP
    EXECUTE format('REVOKE EXECUTE ON PROCEDURE %s FROM PUBLIC', p);
  END LOOP;
END $$`;

/** Columnstore policies are the owner's to make, and to run where the server does not get them done. */
const GRANT_POLICIES = `DO $$
DECLARE p regprocedure;
BEGIN
  FOR p IN SELECT oid FROM pg_proc WHERE prokind = 'p' AND proname IN ('run_job', 'add_columnstore_policy')
  LOOP
    EXECUTE format('GRANT EXECUTE ON PROCEDURE %s TO haidang', p);
  END LOOP;
END $$`;

const DEFAULT_RIGHTS = `
  GRANT ALL ON SCHEMA public TO haidang;
  GRANT USAGE ON SCHEMA public TO haidang_web;
  ALTER DEFAULT PRIVILEGES FOR ROLE haidang GRANT USAGE ON SCHEMAS TO haidang_web;
  ALTER DEFAULT PRIVILEGES FOR ROLE haidang GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO haidang_web;
  ALTER DEFAULT PRIVILEGES FOR ROLE haidang GRANT USAGE, SELECT ON SEQUENCES TO haidang_web;`;

/** One connection for a few statements. */
export async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client as unknown as Client);
  } finally {
    await client.end().catch(() => {});
  }
}

export type Edition = { version: string; license: string; columnstore: boolean };

/** Which TimescaleDB this is, as the server says. Columnstore and policies exist under the timescale licence only. */
export async function editionOf(url: string): Promise<Edition> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ version: string; license: string }>(
      "SELECT extversion AS version, current_setting('timescaledb.license') AS license FROM pg_extension WHERE extname = 'timescaledb'",
    );
    const [row] = rows;
    if (!row) throw new Error("This database has no TimescaleDB extension.");
    return { ...row, columnstore: row.license === "timescale" };
  });
}
