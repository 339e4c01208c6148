import type { AlertRow } from "#lib/alert/model.ts";
import { alertsByIds } from "#lib/alert/sql.ts";
import type { Db } from "#lib/db/pool.ts";

/** Of an incident of thousands so many are named one by one; the counts count all. */
const MOST = 500;

/** Alerts of an incident that somebody may see (`scope` as `scopeOf` has it), those that are open and the first of them first. */
export async function alertsOfIncident(
  db: Db,
  incidentId: number,
  scope: string | null = null,
): Promise<AlertRow[]> {
  const { rows } = await db.query<{ id: number }>(
    `SELECT id FROM alert WHERE incident_id = $1 AND ($3::text IS NULL OR agency_id = $3 OR $3 = ANY (shared_with))
     ORDER BY closed_at IS NOT NULL, raised_at, id LIMIT $2`,
    [incidentId, MOST, scope],
  );
  const alerts = await alertsByIds(
    db,
    rows.map(({ id }) => id),
    scope,
  );
  return alerts.sort((a, b) => a.raisedAt - b.raisedAt || a.id - b.id);
}
