import type { Priority, Visibility } from "#lib/alert/model.ts";
import type { Db } from "#lib/db/pool.ts";
import type { HiddenCount, HiddenCounts } from "./model.ts";

type Row = { visibility: Exclude<Visibility, "shown">; priority: Priority; count: number; since: number };

/** Whether the agency `$1` sees the alert `a`; null sees all. */
const SEEN = "($1::text IS NULL OR a.agency_id = $1 OR $1 = ANY (a.shared_with))";

/**
 * How many alerts are hidden, by what, and since when: shown wherever alerts are counted. `scope`: of those that this
 * agency sees.
 */
export async function hiddenCounts(db: Db, scope: string | null = null): Promise<HiddenCounts> {
  const { rows } = await db.query<Row>({
    name: "hidden-counts",
    text: `SELECT a.visibility, a.priority, count(*)::int AS count,
        (extract(epoch FROM min(h.at)) * 1000)::float8 AS since
      FROM alert a
      LEFT JOIN LATERAL (SELECT e.at FROM alert_event e WHERE e.alert_id = a.id
        AND e.type IN ('shelved', 'suppressed', 'maintenance_started') ORDER BY e.seq DESC LIMIT 1) h ON true
      WHERE a.closed_at IS NULL AND a.visibility <> 'shown' AND ${SEEN} GROUP BY 1, 2`,
    values: [scope],
  });
  const of = (visibility: Row["visibility"]) => countOf(rows.filter((row) => row.visibility === visibility));
  return {
    shelved: of("shelved"),
    suppressed: of("suppressed"),
    maintenance: of("maintenance"),
    symptoms: await symptoms(db, scope),
  };
}

function countOf(rows: readonly Row[]): HiddenCount {
  const byPriority = { 1: 0, 2: 0, 3: 0, 4: 0 };
  for (const { priority, count } of rows) byPriority[priority] = count;
  return {
    count: rows.reduce((sum, row) => sum + row.count, 0),
    since: rows.length === 0 ? null : Math.min(...rows.map((row) => row.since)),
    byPriority,
  };
}

/** Series of silent feeds that have been silent as long as their feed, and have no alert of their own. */
async function symptoms(db: Db, scope: string | null): Promise<HiddenCounts["symptoms"]> {
  const { rows } = await db.query<HiddenCounts["symptoms"]>({
    name: "hidden-symptoms",
    text: `SELECT count(s.id)::int AS series, count(DISTINCT a.feed_id)::int AS feeds,
        (extract(epoch FROM min(a.raised_at)) * 1000)::float8 AS since
      FROM alert a JOIN rule r ON r.id = a.rule_id AND r.kind = 'silence'
      JOIN province_series s ON s.feed_id = a.feed_id
      JOIN latest l ON l.series_id = s.id AND l.time < a.raised_at
      WHERE a.closed_at IS NULL AND a.process <> 'returned' AND a.object = 'feed:' || a.feed_id AND ${SEEN}
        AND NOT EXISTS (SELECT FROM alert b JOIN rule q ON q.id = b.rule_id AND q.kind = 'silence'
          WHERE b.series_id = s.id AND b.closed_at IS NULL AND b.process <> 'returned')`,
    values: [scope],
  });
  return rows[0] ?? { series: 0, feeds: 0, since: null };
}
