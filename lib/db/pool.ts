import pg from "pg";

export type Pool = pg.Pool;
export type Client = pg.PoolClient;
/** What an SQL question needs: a pool for one statement, a client inside a transaction. */
export type Db = Pick<pg.ClientBase, "query">;

const INT8 = 20;
// Counts stay far below 2^53; as numbers they need no conversion at each use.
pg.types.setTypeParser(INT8, Number);

/**
 * How long (ms) something may take, for those who serve strangers' wishes and for those who must never hang: nothing
 * holds a connection, or locks, for ever.
 */
export type Patience = {
  /** A statement, as the server counts. */
  statementMs?: number;
  /** A transaction between two statements. */
  idleMs?: number;
  /** Waiting for a lock. */
  lockMs?: number;
  /** An answer, as the client counts: longer than `statementMs`, for a server or a line that is gone. */
  answerMs?: number;
};

/** A client that is gone is noticed by the server in 10 s, and its locks are free. */
const SERVER_SIDE =
  "-c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c tcp_user_timeout=10000";

type PoolOptions = Patience & {
  /** By which the server shows these connections, at most 63 characters. */
  name?: string;
};

/** Opens a pool. `url` is a PostgreSQL connection string; a dead idle connection is dropped, not thrown. */
export function openPool(url: string, max = 10, { name, answerMs, ...patience }: PoolOptions = {}): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 60_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    ...(name && { application_name: name }),
    ...(answerMs && { query_timeout: answerMs }),
    // Compiling a plan took longer than running it, wherever a server tried.
    options: `-c TimeZone=UTC -c jit=off ${SERVER_SIDE}${limits(patience)}`,
  });
  pool.on("error", () => {});
  return pool;
}

function limits({ statementMs, idleMs, lockMs }: Patience): string {
  const settings = {
    statement_timeout: statementMs,
    idle_in_transaction_session_timeout: idleMs,
    lock_timeout: lockMs,
  };
  return Object.entries(settings)
    .filter(([, ms]) => ms !== undefined)
    .map(([setting, ms]) => ` -c ${setting}=${ms}`)
    .join("");
}
