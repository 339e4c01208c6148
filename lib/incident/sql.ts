import type { Db } from "#lib/db/pool.ts";
import type { IncidentRow } from "./model.ts";

/** What the screen calls an alert's state: `displayOf` of lib/alert/model.ts, in SQL. */
const DISPLAY = `CASE WHEN a.response = 'done' THEN 'closed' WHEN a.visibility <> 'shown' THEN a.visibility
  WHEN a.process = 'pending' THEN 'pending'
  WHEN a.process = 'returned' THEN CASE a.response WHEN 'unack' THEN 'returned' ELSE 'to_close' END
  WHEN a.response = 'unack' THEN 'new' ELSE 'taken' END`;

/** Whether the agency `$1` sees this alert; null sees all (`scopeOf` of lib/user/can.ts). */
const seenBy = (alert: string) =>
  `($1::text IS NULL OR ${alert}.agency_id = $1 OR $1 = ANY (${alert}.shared_with))`;
/** An agency sees the incidents in which it has a part; of others' alerts in them it is told the number. */
const MINE = `($1::text IS NULL OR EXISTS (SELECT FROM alert o WHERE o.incident_id = i.id AND ${seenBy("o")}))`;

const INCIDENT = `i.id, i.name_vi AS "nameVi", i.name_en AS "nameEn", i.group_key AS "group", i.simulated,
  (extract(epoch FROM i.opened_at) * 1000)::float8 AS "openedAt",
  (extract(epoch FROM i.closed_at) * 1000)::float8 AS "closedAt", m.worst, m.counts, m.total,
  array(SELECT DISTINCT unnest(array_remove(a.agency_id || a.shared_with, NULL)) FROM alert a
    WHERE a.incident_id = i.id ORDER BY 1) AS agencies,
  CASE WHEN f.id IS NOT NULL AND ${seenBy("f")} THEN jsonb_build_object('alertId', f.id, 'titleVi', r.name_vi, 'titleEn', r.name_en,
    'objectVi', coalesce(s.name_vi, e.name_vi), 'objectEn', coalesce(s.name_en, e.name_en), 'priority', f.priority,
    'raisedAt', (extract(epoch FROM f.raised_at) * 1000)::float8) END AS "firstOut",
  (extract(epoch FROM coalesce((SELECT max(v.at) FROM incident_event v WHERE v.incident_id = i.id
     AND v.type = 'attached'), i.opened_at)) * 1000)::float8 AS "newestAt"`;

const FROM = `FROM incident i
  CROSS JOIN LATERAL (
    SELECT min(d.worst) AS worst, coalesce(sum(d.n), 0)::int AS total,
      coalesce(jsonb_object_agg(d.display, d.n) FILTER (WHERE d.display IS NOT NULL), '{}') AS counts
    FROM (SELECT ${DISPLAY} AS display, min(a.worst) AS worst, count(*) AS n
          FROM alert a WHERE a.incident_id = i.id GROUP BY 1) d) m
  LEFT JOIN LATERAL (
    SELECT * FROM alert a WHERE a.incident_id = i.id ORDER BY a.raised_at, a.id LIMIT 1) f ON true
  LEFT JOIN rule r ON r.id = f.rule_id
  LEFT JOIN asset s ON s.id = f.asset_id
  LEFT JOIN feed e ON e.id = f.feed_id`;

/** Incidents that are not closed, the one that grew last first. */
export async function openIncidents(db: Db, scope: string | null = null): Promise<IncidentRow[]> {
  const { rows } = await db.query<IncidentRow>({
    name: "incident-open",
    text: `SELECT ${INCIDENT} ${FROM} WHERE i.closed_at IS NULL AND ${MINE} ORDER BY "newestAt" DESC, i.id DESC`,
    values: [scope],
  });
  return rows;
}

export async function incidentById(
  db: Db,
  id: number,
  scope: string | null = null,
): Promise<IncidentRow | undefined> {
  const { rows } = await db.query<IncidentRow>(`SELECT ${INCIDENT} ${FROM} WHERE i.id = $2 AND ${MINE}`, [
    scope,
    id,
  ]);
  return rows[0];
}

/** Incidents that are over, the last closed first. */
export async function closedIncidents(
  db: Db,
  limit: number,
  scope: string | null = null,
): Promise<IncidentRow[]> {
  const { rows } = await db.query<IncidentRow>(
    `SELECT ${INCIDENT} ${FROM} WHERE i.closed_at IS NOT NULL AND i.merged_into IS NULL AND ${MINE}
     ORDER BY i.closed_at DESC, i.id DESC LIMIT $2`,
    [scope, limit],
  );
  return rows;
}
