import type { Db } from "#lib/db/pool.ts";
import type { RecordHeadline } from "#lib/protocol.ts";
import type { RecordCount, RecordVersion } from "./model.ts";

const ms = (column: string) => `round(date_part('epoch', ${column}) * 1000)`;
const HEADLINE = `feed_id AS "feedId", type, key, state, severity, title, agency_id AS "agencyId", lon, lat,
  ${ms("changed_at")} AS "changedAt", ${ms("opened_at")} AS "openedAt", ${ms("due_at")} AS "dueAt"`;
const VERSION = `${HEADLINE}, outcome, unit_code AS "unitCode", ${ms("closed_at")} AS "closedAt", attributes`;

/** Narrows the live counts; `since`: local day of opening, YYYY-MM-DD. */
export type CountFilter = { types?: readonly string[]; since?: string };

/** The live counts by type, state, severity, outcome, agency and day of opening; empty cells are left out. */
export async function recordCounts(db: Db, filter: CountFilter = {}): Promise<RecordCount[]> {
  const { rows } = await db.query<RecordCount>(
    `SELECT type, state, severity, outcome, agency_id AS "agencyId", day::text, sum(count)::int4 AS count
     FROM record_count
     WHERE ($1::text[] IS NULL OR type = ANY ($1)) AND ($2::date IS NULL OR day >= $2)
     GROUP BY type, state, severity, outcome, agency_id, day HAVING sum(count) <> 0
     ORDER BY type, day, state, severity, outcome, agency_id`,
    [filter.types ?? null, filter.since ?? null],
  );
  return rows;
}

/**
 * Whose a record or a cell of the counts is: its own agency's, else its feed's. `place`: the agency that asks, as
 * `scopeOf` of lib/user/can.ts has it; null asks for everything.
 */
export function ownedBy(place: string, row: string): string {
  return `(${place}::text IS NULL OR coalesce(nullif(${row}.agency_id, ''),
    (SELECT agency_id FROM feed WHERE id = ${row}.feed_id)) = ${place})`;
}

/** Of which type, how many at most, and for which agency (null: all). */
export type Newest = { type: string; limit: number; scope: string | null };

/** The records of a type that changed last, newest first. */
export async function newestRecords(db: Db, { type, limit, scope }: Newest): Promise<RecordHeadline[]> {
  const { rows } = await db.query<RecordHeadline>(
    `SELECT ${HEADLINE} FROM record r WHERE type = $1 AND ${ownedBy("$3", "r")}
     ORDER BY changed_at DESC LIMIT $2`,
    [type, limit, scope],
  );
  return rows;
}

/** Every type of record that the centre holds, or that an agency has there. */
export async function recordTypes(db: Db, scope: string | null = null): Promise<string[]> {
  const { rows } = await db.query<{ type: string }>(
    `SELECT DISTINCT type FROM record_count c WHERE count <> 0 AND ${ownedBy("$1", "c")} ORDER BY type`,
    [scope],
  );
  return rows.map((row) => row.type);
}

export type Overdue = { type: string; now: number; scope: string | null };

/** How many unfinished records of a type are past their due date at `now` (ms). */
export async function overdueRecords(db: Db, { type, now, scope }: Overdue): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `SELECT count(*)::int4 AS count FROM record r
     WHERE type = $1 AND closed_at IS NULL AND due_at < $2 AND ${ownedBy("$3", "r")}`,
    [type, new Date(now), scope],
  );
  return rows[0]?.count ?? 0;
}

export type RecordKey = { feedId: string; type: string; key: string };

/** Everything that is known of the history of one record, oldest first. */
export async function recordVersions(db: Db, { feedId, type, key }: RecordKey): Promise<RecordVersion[]> {
  const { rows } = await db.query<RecordVersion>(
    `SELECT ${VERSION} FROM record_version v WHERE feed_id = $1 AND type = $2 AND key = $3 ORDER BY v.changed_at`,
    [feedId, type, key],
  );
  return rows;
}
