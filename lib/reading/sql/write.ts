import { float8Array, int2Array, int4Array, timestamptzArray } from "#lib/db/binary.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Claim, claimSql } from "#lib/feed/sql/lease.ts";
import type { ReadingColumns } from "../frame.ts";

/**
 * Writers hold it shared, whoever moves rollup_state.closed_until holds it alone: a writer never sees a minute as
 * open that closes before it commits.
 */
export const WRITER_LOCK = 7_246_002;

const CORRECTION_LOCK = 7_246_005;

export type WriteState = {
  /** Changes to readings before it (ms) must mark their minute. */
  closedUntil: number;
  /** Readings before it (ms) are not stored any more; -Infinity when none was dropped yet. */
  rawFrom: number;
  /** Feeds among the claims that another process holds by now: nothing may be written for them. */
  lost: string[];
};

/** Which of its transactions a writer wrote last: one that committed left its number. */
export type WriteMark = { writer: string; number: number };

/**
 * Begins a transaction that may write readings. All in one round trip.
 * @param mark of this transaction, see {@link lastMark}
 * @param claims the rights under which the writer writes, of feeds that only one process may write for
 */
export async function beginWrite(
  db: Db & { escapeLiteral(text: string): string },
  mark: WriteMark,
  claims: readonly Claim[] = [],
): Promise<WriteState> {
  const answers = (await db.query(
    `BEGIN; SELECT pg_advisory_xact_lock_shared(${WRITER_LOCK});
     SELECT date_part('epoch', closed_until) * 1000 AS "closedUntil",
       date_part('epoch', raw_from) * 1000 AS "rawFrom" FROM rollup_state;
     INSERT INTO write_mark (writer, number) VALUES (${db.escapeLiteral(mark.writer)}, ${mark.number})
       ON CONFLICT (writer) DO UPDATE SET number = excluded.number, at = now();
     ${claims.length > 0 ? claimSql(db, claims) : ""}`,
  )) as unknown as { rows: (WriteState & { lost?: string[] })[] }[];
  const row = answers[2]?.rows[0];
  const state = row && { ...row, lost: answers[5]?.rows[0]?.lost ?? [] };
  if (!state) throw new Error("rollup_state has no row: the migrations did not run to their end");
  return state;
}

/**
 * The number of the writer's newest transaction that committed; 0 when none did. Waits for one that still runs. A
 * transaction's own id would not tell: after a crash the server gives ids anew that it had not yet written down.
 */
export async function lastMark(db: Db, writer: string): Promise<number> {
  const { rows } = await db.query<{ number: number }>(
    `INSERT INTO write_mark (writer, number) VALUES ($1, 0)
     ON CONFLICT (writer) DO UPDATE SET at = now() RETURNING number`,
    [writer],
  );
  return rows[0]?.number ?? 0;
}

const INSERT = `INSERT INTO reading (series_id, time, value, quality)
  SELECT * FROM unnest($1::int4[], $2::timestamptz[], $3::float8[], $4::int2[]) ON CONFLICT DO NOTHING`;
const LATEST = `UPDATE latest l SET time = n.time, arrived = now(), value = n.value, quality = n.quality
  FROM unnest($5::int4[], $6::timestamptz[], $7::float8[], $8::int2[]) AS n (series_id, time, value, quality)
  WHERE l.series_id = n.series_id AND (l.time IS NULL OR l.time < n.time)`;
/**
 * DO UPDATE, not DO NOTHING: it locks the mark, so that a consumer which has it already in hand is waited for,
 * and the mark made anew, instead of being deleted unseen. Ordered, so that two writers lock in one order.
 */
const markMinutes = (source: string) => `INSERT INTO rollup_dirty (width, series_id, bucket)
  SELECT DISTINCT '1m', series_id, date_trunc('minute', time) FROM ${source}
  WHERE time < (SELECT closed_until FROM rollup_state) ORDER BY 2, 3
  ON CONFLICT (width, series_id, bucket) DO UPDATE SET marked = excluded.marked`;

const ON_TIME = `WITH stored AS (${INSERT} RETURNING 1), fresh AS (${LATEST})
  SELECT count(*)::int4 AS stored FROM stored`;
const LATE = `WITH stored AS (${INSERT} RETURNING series_id, time), fresh AS (${LATEST}),
  marked AS (${markMinutes("stored")}) SELECT count(*)::int4 AS stored FROM stored`;

/**
 * Stores rows that are unique by (series, time) and ascending, and moves the latest values on.
 * @param newest the newest of the rows of each series
 * @param late whether some row lies before closedUntil
 * @returns how many were new; the others stood there already, see {@link standing}
 */
export async function insertReadings(
  db: Db,
  { rows, newest, late }: { rows: ReadingColumns; newest: ReadingColumns; late: boolean },
): Promise<number> {
  const { rows: answer } = await db.query<{ stored: number }>({
    name: late ? "reading-insert-late" : "reading-insert",
    text: late ? LATE : ON_TIME,
    values: [...parameters(rows), ...parameters(newest)],
  });
  return answer[0]?.stored ?? 0;
}

/** Rows that stood there before this transaction: their places in what was sent, and whether the value differs. */
export type Standing = { at: number; differs: boolean };

/**
 * What this transaction stored arrived at its now() and has the value that was sent. System columns would tell too,
 * but the columnstore has none.
 */
export async function standing(db: Db, rows: ReadingColumns): Promise<Standing[]> {
  const { rows: found } = await db.query<Standing>({
    name: "reading-standing",
    text: `SELECT s.ord::int4 - 1 AS at, r.value <> s.value AS differs
      FROM unnest($1::int4[], $2::timestamptz[], $3::float8[], $4::int2[])
        WITH ORDINALITY AS s (series_id, time, value, quality, ord)
      JOIN reading r ON r.series_id = s.series_id AND r.time = s.time
      WHERE r.arrived <> now() OR r.value <> s.value`,
    values: parameters(rows),
  });
  return found;
}

const CORRECT = `WITH sent AS (
    SELECT * FROM unnest($1::int4[], $2::timestamptz[], $3::float8[], $4::int2[])
      WITH ORDINALITY AS s (series_id, time, value, quality, ord)),
  old AS MATERIALIZED (
    SELECT r.*, s.value AS new_value, s.quality AS new_quality, s.ord FROM sent s
    JOIN reading r ON r.series_id = s.series_id AND r.time = s.time
    WHERE r.value <> s.value),
  kept AS (
    INSERT INTO reading_correction (series_id, time, arrived, value, quality)
    SELECT series_id, time, arrived, value, quality FROM old),
  changed AS (
    UPDATE reading r SET value = o.new_value, quality = o.new_quality | $5::int2, arrived = now()
    FROM old o WHERE r.series_id = o.series_id AND r.time = o.time RETURNING r.series_id, r.time, o.ord),
  fresh AS (
    UPDATE latest l SET value = o.new_value, quality = o.new_quality | $5::int2, arrived = now()
    FROM old o WHERE l.series_id = o.series_id AND l.time = o.time),
  marked AS (${markMinutes("changed")})
  SELECT ord::int4 - 1 AS at FROM changed`;

/**
 * Gives stored readings other values; the old rows go to reading_correction. Rows ascending, unique.
 * @param mark quality bits that corrected rows carry
 * @returns the places of the rows that changed something
 */
export async function correctReadings(db: Db, rows: ReadingColumns, mark: number): Promise<number[]> {
  // By turns, for what one corrector replaces the next must find; rows of the columnstore cannot be locked.
  await db.query(`SELECT pg_advisory_xact_lock(${CORRECTION_LOCK})`);
  const { rows: changed } = await db.query<{ at: number }>({
    name: "reading-correct",
    text: CORRECT,
    values: [...parameters(rows), mark],
  });
  return changed.map((row) => row.at);
}

function parameters(rows: ReadingColumns): Buffer[] {
  return [int4Array(rows.ids), timestamptzArray(rows.time), float8Array(rows.value), int2Array(rows.quality)];
}
