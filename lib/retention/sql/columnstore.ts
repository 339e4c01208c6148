import type { Db } from "#lib/db/pool.ts";

/** Whether the server has the Community edition of TimescaleDB, and so the columnstore and its policies. */
export async function hasColumnstore(db: Db): Promise<boolean> {
  const { rows } = await db.query<{ license: string }>(
    "SELECT current_setting('timescaledb.license', true) AS license",
  );
  return rows[0]?.license === "timescale";
}

/** What is packed into columns, by what, and after how many days: later than late data commonly come. */
const TABLES = [
  { table: "reading", segment: "series_id", order: "time", days: 7 },
  { table: "rollup_1m", segment: "series_id", order: "bucket", days: 14 },
  { table: "position", segment: "asset_id", order: "time", days: 14 },
] as const;

/** Hypertables without the columnstore yet. */
export async function tablesToPack(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(
    `SELECT hypertable_name AS name FROM timescaledb_information.hypertables
     WHERE hypertable_name = ANY ($1) AND NOT compression_enabled`,
    [TABLES.map((t) => t.table)],
  );
  return rows.map((row) => row.name);
}

/** Switches the columnstore on for one of {@link tablesToPack}, with the server's own policy. */
export async function packTable(db: Db, name: string): Promise<void> {
  const found = TABLES.find((t) => t.table === name);
  if (!found) throw new Error(`no columnstore settings for ${name}`);
  const { table, segment, order, days } = found;
  await db.query(
    `ALTER TABLE ${table} SET (timescaledb.enable_columnstore = true,
       timescaledb.segmentby = '${segment}', timescaledb.orderby = '${order}')`,
  );
  await db.query(
    `CALL add_columnstore_policy('${table}', after => INTERVAL '${days} days', if_not_exists => true)`,
  );
}

/** A late correction may have to unpack more than the server's default limit allows one statement. */
export async function allowUnpacking(db: Db): Promise<void> {
  await db.query(
    `DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET timescaledb.max_tuples_decompressed_per_dml_transaction = 0',
       current_database()); END $$`,
  );
}
