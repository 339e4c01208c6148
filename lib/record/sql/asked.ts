import type { Db } from "#lib/db/pool.ts";

/** A record that a rule asks for; times in ms. */
export type AskedRecord = {
  feedId: string;
  type: string;
  key: string;
  state: string;
  severity: number;
  changedAt: number;
  openedAt: number;
  dueAt: number | null;
  closedAt: number | null;
  agencyId: string | null;
  unitCode: string | null;
  simulated: boolean;
};

export type Asking = {
  type: string;
  feedId?: string;
  minSeverity: number;
  states?: readonly string[];
  exceptStates?: readonly string[];
  overdue: boolean;
  now: number;
  /** At most so many… */
  most: number;
  /** …and of these all that still match, `<feed>/<type>/<key>`. */
  also: readonly string[];
};

const MATCHES = `r.type = $1 AND r.closed_at IS NULL AND r.severity >= $2 AND ($3::text IS NULL OR r.feed_id = $3)
  AND ($4::text[] IS NULL OR r.state = ANY ($4)) AND ($5::text[] IS NULL OR r.state <> ALL ($5))
  AND (NOT $6::boolean OR r.due_at < $7)`;
const ms = (column: string) => `(extract(epoch FROM r.${column}) * 1000)::float8`;

/** Unfinished records that match, the most severe and oldest first. */
export async function recordsAskedFor(db: Db, asking: Asking): Promise<AskedRecord[]> {
  const { rows } = await db.query<AskedRecord>({
    name: "records-asked-for",
    text: `WITH top AS (SELECT r.feed_id, r.type, r.key FROM record r WHERE ${MATCHES}
        ORDER BY r.severity DESC, r.opened_at, r.feed_id, r.key LIMIT $8),
      also AS (SELECT r.feed_id, r.type, r.key FROM unnest($9::text[]) o
        JOIN record r ON r.feed_id = split_part(o, '/', 1) AND r.type = split_part(o, '/', 2)
          AND r.key = substring(o FROM '^[^/]+/[^/]+/(.*)$') WHERE ${MATCHES})
      SELECT r.feed_id AS "feedId", r.type, r.key, r.state, r.severity, ${ms("changed_at")} AS "changedAt",
        ${ms("opened_at")} AS "openedAt", ${ms("due_at")} AS "dueAt", ${ms("closed_at")} AS "closedAt",
        coalesce(r.agency_id, f.agency_id) AS "agencyId", r.unit_code AS "unitCode", f.simulated
      FROM (SELECT * FROM top UNION SELECT * FROM also) k
      JOIN record r USING (feed_id, type, key) JOIN feed f ON f.id = r.feed_id`,
    values: [...matchOf(asking), asking.most, asking.also],
  });
  return rows;
}

/** How many match, counted no farther than `most`. */
export async function countAskedFor(db: Db, asking: Omit<Asking, "also">): Promise<number> {
  const { rows } = await db.query<{ count: number }>({
    name: "records-count-asked-for",
    text: `SELECT count(*)::int AS count FROM (SELECT FROM record r WHERE ${MATCHES} LIMIT $8) m`,
    values: [...matchOf(asking), asking.most],
  });
  return rows[0]?.count ?? 0;
}

function matchOf({ type, minSeverity, feedId, states, exceptStates, overdue, now }: Omit<Asking, "also">) {
  return [type, minSeverity, feedId ?? null, states ?? null, exceptStates ?? null, overdue, new Date(now)];
}
