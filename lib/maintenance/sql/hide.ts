import type { Alert } from "#lib/alert/model.ts";
import { ALERT } from "#lib/alert/sql/columns.ts";
import type { Client } from "#lib/db/pool.ts";
import { MAINTENANCE_JOB } from "../sql.ts";

/** Alerts at which a window aims, with the window that lasts longest. `a` is the alert. */
const COVERED = `JOIN LATERAL (
    SELECT m.work_order, m.until_at, m.started_at FROM maintenance m LEFT JOIN asset s ON s.id = a.asset_id
    WHERE m.state = 'running' AND (m.target->'assets' ? s.key OR m.target->'feeds' ? a.feed_id
      OR m.target->'rules' ? a.rule_id OR m.target->>'unit' = s.unit_code)
    ORDER BY m.until_at DESC, m.id LIMIT 1) w ON true`;

export type Covered = { id: number; order: string; until: number };

/** Of these alerts those that a window covers now. */
export async function coveredAmong(client: Client, ids: readonly number[]): Promise<Covered[]> {
  const { rows } = await client.query<Covered>({
    name: "maintenance-covered",
    text: `SELECT a.id, w.work_order AS "order", (extract(epoch FROM w.until_at) * 1000)::float8 AS until
      FROM alert a ${COVERED} WHERE a.id = ANY ($1::bigint[])`,
    values: [ids],
  });
  return rows;
}

/** Open alerts in sight that a window covers; one that somebody showed again by hand meanwhile stays in sight. */
export async function lockCovered(client: Client, limit: number): Promise<(Alert & Covered)[]> {
  const { rows } = await client.query<Alert & Covered>({
    name: "maintenance-lock-covered",
    text: `SELECT ${ALERT}, w.work_order AS "order", (extract(epoch FROM w.until_at) * 1000)::float8 AS until
      FROM alert a ${COVERED}
      WHERE a.closed_at IS NULL AND a.visibility = 'shown' AND EXISTS (SELECT FROM maintenance WHERE state = 'running')
        AND NOT EXISTS (SELECT FROM alert_event v WHERE v.alert_id = a.id AND v.type = 'maintenance_ended'
          AND v.actor LIKE 'user:%' AND v.recorded_at >= w.started_at)
      ORDER BY a.id LIMIT $1 FOR UPDATE OF a SKIP LOCKED`,
    values: [limit],
  });
  return rows;
}

/** Alerts hidden for a work that is over. */
export async function lockUncovered(client: Client, limit: number): Promise<Alert[]> {
  const { rows } = await client.query<Alert>({
    name: "maintenance-lock-uncovered",
    text: `SELECT ${ALERT} FROM alert a
      WHERE a.closed_at IS NULL AND a.visibility = 'maintenance' AND a.hidden_by = '${MAINTENANCE_JOB}'
        AND NOT EXISTS (SELECT FROM (SELECT 1) one ${COVERED})
      ORDER BY a.id LIMIT $1 FOR UPDATE OF a SKIP LOCKED`,
    values: [limit],
  });
  return rows;
}

/**
 * Starts the windows whose time has come and ends those whose time is over; what nobody decided in time lapses.
 * @returns whether any did
 */
export async function turnWindows(client: Client, now: number): Promise<boolean> {
  const { rowCount } = await client.query({
    name: "maintenance-turn",
    text: `WITH started AS (
        UPDATE maintenance SET state = 'running', started_at = now()
        WHERE state = 'approved' AND from_at <= $1 AND until_at > $1 RETURNING id),
      ended AS (
        UPDATE maintenance SET state = 'ended', ended_at = $1, ended_by = $2
        WHERE state IN ('approved', 'running') AND until_at <= $1 RETURNING id),
      lapsed AS (
        UPDATE maintenance SET state = 'cancelled', ended_at = $1, ended_by = $2
        WHERE state = 'proposed' AND until_at <= $1 RETURNING id)
      SELECT id FROM started UNION ALL SELECT id FROM ended UNION ALL SELECT id FROM lapsed`,
    values: [new Date(now), MAINTENANCE_JOB],
  });
  return (rowCount ?? 0) > 0;
}
