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
    // Whoever does not answer would not answer this either.
    if (isUnanswered(error)) broken ??= error as Error;
    else
      await client.query("ROLLBACK").catch((cause: Error) => {
        broken = cause;
      });
    throw error;
  } finally {
    client.off("error", onError);
    client.release(broken);
  }
}

/** The client's own time-out: what became of the statement is not known, and the connection waits for its answer. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof Error && error.message === "Query read timeout";
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
 * SQLSTATE classes 08 (connection), 57P (operator intervention), 53 (insufficient resources), 40 (rolled back);
 * 55P03 and 25P03, our own limits on locks and on waiting inside a transaction.
 */
export function isTransient(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as Error & { code?: string }).code ?? "";
  if (CONNECTION_CODES.has(code)) return true;
  if (/^(08|57P|53|40|55P03|25P03)/.test(code)) return true;
  return code === "" && CONNECTION_WORDS.test(error.message);
}
