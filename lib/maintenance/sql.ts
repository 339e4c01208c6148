import type { Db } from "#lib/db/pool.ts";
import type { MaintenanceRow } from "./model.ts";

/** Who hides alerts in a window, as their log names it. */
export const MAINTENANCE_JOB = "job:maintenance";

const ms = (column: string) => `(extract(epoch FROM m.${column}) * 1000)::float8`;
const ROW = `m.id, m.work_order AS "workOrder", m.target, ${ms("from_at")} AS "from", ${ms("until_at")} AS "until",
  m.why, m.state, m.agency_id AS "agencyId", m.proposed_by AS "proposedBy", proposed.name AS "proposedName",
  m.decided_by AS "decidedBy", decided.name AS "decidedName", ${ms("started_at")} AS "startedAt",
  ${ms("ended_at")} AS "endedAt",
  (SELECT count(*) FROM alert a WHERE m.state = 'running' AND a.closed_at IS NULL AND a.visibility = 'maintenance'
     AND a.hidden_by = '${MAINTENANCE_JOB}' AND a.hidden_why = m.work_order)::int AS hidden`;
const FROM = `FROM maintenance m
  LEFT JOIN auth."user" proposed ON m.proposed_by = 'user:' || proposed.id
  LEFT JOIN auth."user" decided ON m.decided_by = 'user:' || decided.id`;

/** An agency (`$1`) sees the windows of what is its own; null sees all (`scopeOf` of lib/user/can.ts). */
const SEEN = "($1::text IS NULL OR m.agency_id = $1)";

/** Windows that wait for an answer, for their time or for their end, the soonest first. */
export async function openMaintenance(db: Db, scope: string | null = null): Promise<MaintenanceRow[]> {
  const { rows } = await db.query<MaintenanceRow>({
    name: "maintenance-open",
    text: `SELECT ${ROW} ${FROM} WHERE m.state IN ('proposed', 'approved', 'running') AND ${SEEN}
      ORDER BY m.from_at, m.id`,
    values: [scope],
  });
  return rows;
}

/** Windows that are over, the last first. */
export async function pastMaintenance(
  db: Db,
  limit: number,
  scope: string | null,
): Promise<MaintenanceRow[]> {
  const { rows } = await db.query<MaintenanceRow>(
    `SELECT ${ROW} ${FROM} WHERE m.state NOT IN ('proposed', 'approved', 'running') AND ${SEEN}
     ORDER BY m.until_at DESC LIMIT $2`,
    [scope, limit],
  );
  return rows;
}
