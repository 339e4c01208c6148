import type { Client, Pool } from "./pool.ts";

/**
 * Runs `work` in one transaction: commit when it returns, roll back when it throws.
 * A connection that failed to roll back is thrown away rather than returned to the pool.
 */
export async function tx<T>(pool: Pool, work: (client: Client) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  const onError = (error: Error) => {
    broken = error;
  };
  client.on("error", onError);
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((cause: Error) => {
      broken = cause;
    });
    throw error;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

const CONNECTION_CODES = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ENOENT",
  "ETIMEDOUT",
  "EHOSTUNREACH",
]);
const CONNECTION_WORDS = /terminated|timeout|Connection ended|not queryable|Client has encountered/i;

/**
 * Whether an error means "the database is away or starting" (try again later) and not "the statement is wrong".
 * SQLSTATE classes 08 (connection), 57P (operator intervention), 53 (insufficient resources), 40 (rolled back).
 */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as Error & { code?: string }).code ?? "";
  if (CONNECTION_CODES.has(code)) return true;
  if (/^(08|57P|53|40)/.test(code)) return true;
  return code === "" && CONNECTION_WORDS.test(error.message);
}
