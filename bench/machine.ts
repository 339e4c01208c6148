import { cpus, totalmem } from "node:os";
import type { Db } from "#lib/db/pool.ts";

/** One line: processor, memory, programs. */
export async function machineText(db: Db): Promise<string> {
  const { rows } = await db.query<{ server: string; timescale: string }>(
    `SELECT current_setting('server_version') AS server,
       (SELECT extversion FROM pg_extension WHERE extname = 'timescaledb') AS timescale`,
  );
  const [first] = cpus();
  const gigabytes = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${first?.model.trim()}, ${gigabytes} GB, Node ${process.versions.node}, PostgreSQL ${rows[0]?.server}, TimescaleDB ${rows[0]?.timescale}; publisher, broker, ingest, database, realtime and client on it together`;
}
