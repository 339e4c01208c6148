import type { Client, Db } from "#lib/db/pool.ts";
import type { IncidentChange, IncidentEvent } from "../model.ts";

export type Move = {
  incident_id: number;
  alert_id: number;
  type: "attached" | "detached";
  at: string;
  actor: string;
};

export async function insertMoves(client: Client, moves: readonly Move[]): Promise<void> {
  await client.query({
    name: "incident-moves",
    text: `INSERT INTO incident_event (incident_id, alert_id, type, at, actor)
      SELECT incident_id, alert_id, type, at, actor FROM jsonb_to_recordset($1::jsonb)
        AS r (incident_id bigint, alert_id bigint, type text, at timestamptz, actor text)`,
    values: [JSON.stringify(moves)],
  });
}

type Told = { incidentId: number; at: number; actor: string; change: IncidentChange };

/** Writes what happened to an incident itself. Alerts that come and go are told of by the journal. */
export async function tellIncident(client: Client, { incidentId, at, actor, change }: Told): Promise<void> {
  const { type, ...data } = change;
  await client.query(
    "INSERT INTO incident_event (incident_id, at, type, actor, data) VALUES ($1, $2, $3, $4, $5)",
    [incidentId, new Date(at), type, actor, JSON.stringify(data)],
  );
}

/** The log of one incident, oldest first; of thousands of alerts the newest `limit` entries. */
export async function incidentEvents(db: Db, incidentId: number, limit = 500): Promise<IncidentEvent[]> {
  const { rows } = await db.query<{ data: object; alertId: number | null }>(
    `SELECT * FROM (
       SELECT e.id, e.type, e.actor, u.name AS "actorName", e.alert_id AS "alertId", e.data,
         (extract(epoch FROM e.at) * 1000)::float8 AS at,
         (extract(epoch FROM e.recorded_at) * 1000)::float8 AS "recordedAt"
       FROM incident_event e LEFT JOIN auth."user" u ON e.actor = 'user:' || u.id
       WHERE e.incident_id = $1 ORDER BY e.id DESC LIMIT $2) newest
     ORDER BY id`,
    [incidentId, limit],
  );
  return rows.map(({ data, alertId, ...stamp }) => ({
    ...data,
    ...(alertId === null ? {} : { alertId }),
    ...stamp,
  })) as IncidentEvent[];
}
