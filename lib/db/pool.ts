import pg from "pg";

export type Pool = pg.Pool;
export type Client = pg.PoolClient;
/** What an SQL question needs: a pool for one statement, a client inside a transaction. */
export type Db = Pick<pg.ClientBase, "query">;

const INT8 = 20;
// Counts stay far below 2^53; as numbers they need no conversion at each use.
pg.types.setTypeParser(INT8, Number);

/**
 * How long a statement, or a transaction between two of them, may take, ms: for those who serve strangers' wishes.
 * Nothing that somebody asks for holds a connection, or locks, for ever.
 */
export type Patience = { statementMs: number; idleMs: number };

/** Opens a pool. `url` is a PostgreSQL connection string; a dead idle connection is dropped, not thrown. */
export function openPool(url: string, max = 10, patience?: Patience): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    // Compiling a plan took longer than running it, wherever a server tried.
    options: `-c TimeZone=UTC -c jit=off${patience ? limits(patience) : ""}`,
  });
  pool.on("error", () => {});
  return pool;
}

function limits({ statementMs, idleMs }: Patience): string {
  return ` -c statement_timeout=${statementMs} -c idle_in_transaction_session_timeout=${idleMs}`;
}
