import pg from "pg";
import type { Row, SourceQuery } from "./source.ts";
import type { Watermark } from "./watermark.ts";

const [AT, KEY] = ["hai_dang_at", "hai_dang_key"];

/** A clock without a zone may be read up to a day ahead; what lies further is a wrong date, not a new row. */
const AHEAD = "q.@at > now() + INTERVAL '1 day'";

/**
 * Everything after the watermark; rows of one instant are told apart by their key, so none is passed over. Rows of
 * the far future wait: one wrong date would move the watermark past all that is still to come.
 */
export function pagesAfter(client: pg.Client, query: SourceQuery, from: Watermark | null) {
  const arrived = query.columnKind === "time" ? ` AND NOT ${AHEAD}` : "";
  return pages(client, query, (last) => {
    const after = last ?? from;
    return after
      ? { where: `(q.@at, q.@key) > ($2, $3)${arrived}`, values: [after.at, after.key] }
      : { where: `q.@at IS NOT NULL${arrived}`, values: [] };
  });
}

/** The first page of rows dated in the far future, to be refused by name. */
export async function rowsAhead(client: pg.Client, query: SourceQuery): Promise<Row[]> {
  return query.columnKind === "time" ? page(client, query, { where: AHEAD, values: [] }) : [];
}

/** What lies just before the watermark: a transaction may commit after one that began later. */
export function pagesLate(client: pg.Client, query: SourceQuery, until: Watermark) {
  // The cast says what the parameter is; without it, PostgreSQL would take the difference of two intervals.
  const since =
    query.columnKind === "time"
      ? "q.@at >= $2::timestamptz - make_interval(secs => $4)"
      : "q.@at >= $2::bigint - $4::bigint";
  const bounds = [until.at, until.key, query.overlap];
  return pages(client, query, (last) =>
    last
      ? {
          where: `${since} AND (q.@at, q.@key) <= ($2, $3) AND (q.@at, q.@key) > ($5, $6)`,
          values: [...bounds, last.at, last.key],
        }
      : { where: `${since} AND (q.@at, q.@key) <= ($2, $3)`, values: bounds },
  );
}

type Window = { where: string; values: unknown[] };

async function* pages(
  client: pg.Client,
  query: SourceQuery,
  windowAfter: (last: Watermark | null) => Window,
): AsyncGenerator<Row[]> {
  for (let last: Watermark | null = null; ; ) {
    const rows: Row[] = await page(client, query, windowAfter(last));
    if (rows.length > 0) yield rows;
    if (rows.length < query.pageRows) return;
    last = rows.at(-1)?.watermark ?? null;
  }
}

async function page(client: pg.Client, query: SourceQuery, { where, values }: Window): Promise<Row[]> {
  const [at, key] = [pg.escapeIdentifier(query.column), pg.escapeIdentifier(query.key)];
  const { rows } = await client.query<Record<string, unknown>>(
    `SELECT q.*, q.${at}::text AS ${AT}, q.${key}::text AS ${KEY} FROM (${query.query}) AS q
     WHERE ${where.replaceAll("@at", at).replaceAll("@key", key)} ORDER BY q.${at}, q.${key} LIMIT $1`,
    [query.pageRows, ...values],
  );
  return rows.map(({ [AT]: rowAt, [KEY]: rowKey, ...row }) => ({
    values: withoutNulls(row),
    watermark: { at: String(rowAt), key: String(rowKey) },
  }));
}

/** NULL in a column is how a table leaves a field out. */
function withoutNulls(row: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null));
}
