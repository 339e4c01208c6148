import type { Pool } from "#lib/db/pool.ts";

/** Locks a table against everybody, as a forgotten session of an administrator does. @returns gives it back */
export async function lockTable(pool: Pool, table: string): Promise<() => Promise<void>> {
  const client = await pool.connect();
  await client.query("BEGIN");
  await client.query(`LOCK TABLE ${client.escapeIdentifier(table)} IN ACCESS EXCLUSIVE MODE`);
  return async () => {
    await client.query("COMMIT");
    client.release();
  };
}
