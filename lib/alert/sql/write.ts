import type { Client } from "#lib/db/pool.ts";
import type { AlertEvent } from "../event.ts";
import type { Alert } from "../model.ts";
import { ALERT, ASSIGNMENTS, COLUMNS, RECORDSET, rowsJson } from "./columns.ts";

/** Locks until the transaction ends. */
export async function lockAlert(client: Client, id: number): Promise<Alert | undefined> {
  const { rows } = await client.query<Alert>({
    name: "alert-lock",
    text: `SELECT ${ALERT} FROM alert a WHERE id = $1 FOR UPDATE`,
    values: [id],
  });
  return rows[0];
}

/** Locks in the order of the ids, so that two writers never cross; ids that are unknown are left out. */
export async function lockAlerts(client: Client, ids: readonly number[]): Promise<Alert[]> {
  const { rows } = await client.query<Alert>({
    name: "alert-lock-many",
    text: `SELECT ${ALERT} FROM alert a WHERE id = ANY($1::bigint[]) ORDER BY id FOR UPDATE`,
    values: [ids],
  });
  return rows;
}

export type Fingerprint = { ruleId: string; object: string };

/** Locks the open alerts of these fingerprints, in the order of their ids so that two writers never cross. */
export async function lockOpen(client: Client, of: readonly Fingerprint[]): Promise<Alert[]> {
  const { rows } = await client.query<Alert>({
    name: "alert-lock-open",
    text: `SELECT ${ALERT} FROM alert a
      JOIN unnest($1::text[], $2::text[]) AS f (rule_id, object) ON a.rule_id = f.rule_id AND a.object = f.object
      WHERE a.closed_at IS NULL ORDER BY a.id FOR UPDATE OF a`,
    values: [of.map((f) => f.ruleId), of.map((f) => f.object)],
  });
  return rows;
}

/** Locks alerts at which the clock must look; those that somebody else holds wait for the next look. */
export async function lockDue(client: Client, now: number, limit: number): Promise<Alert[]> {
  const { rows } = await client.query<Alert>({
    name: "alert-lock-due",
    text: `SELECT ${ALERT} FROM alert a WHERE closed_at IS NULL AND due_at <= $1
      ORDER BY due_at LIMIT $2 FOR UPDATE SKIP LOCKED`,
    values: [new Date(now), limit],
  });
  return rows;
}

/** @returns the ids given, by fingerprint; one that is missing was begun by somebody else in the meantime. */
export async function insertAlerts(
  client: Client,
  alerts: readonly Alert[],
): Promise<(Fingerprint & { id: number })[]> {
  const { rows } = await client.query<Fingerprint & { id: number }>({
    name: "alert-insert",
    text: `INSERT INTO alert (${COLUMNS})
      SELECT ${COLUMNS} FROM jsonb_to_recordset($1::jsonb) AS r (${RECORDSET}) ORDER BY rule_id, object
      ON CONFLICT (rule_id, object) WHERE closed_at IS NULL DO NOTHING
      RETURNING id, rule_id AS "ruleId", object`,
    values: [rowsJson(alerts)],
  });
  return rows;
}

export async function updateAlerts(client: Client, alerts: readonly Alert[]): Promise<void> {
  if (alerts.length === 0) return;
  await client.query({
    name: "alert-update",
    text: `UPDATE alert a SET ${ASSIGNMENTS}, updated_at = now()
      FROM jsonb_to_recordset($1::jsonb) AS r (${RECORDSET}) WHERE a.id = r.id`,
    values: [rowsJson(alerts)],
  });
}

export type NewEvent = { alertId: number; seq: number; event: AlertEvent };

export async function insertEvents(client: Client, events: readonly NewEvent[]): Promise<void> {
  await client.query({
    name: "alert-event-insert",
    text: `INSERT INTO alert_event (alert_id, seq, at, type, actor, data)
      SELECT alert_id, seq, at, type, actor, data
      FROM jsonb_to_recordset($1::jsonb)
        AS r (alert_id bigint, seq integer, at timestamptz, type text, actor text, data jsonb)`,
    values: [JSON.stringify(events.map(eventRow))],
  });
}

function eventRow({ alertId, seq, event }: NewEvent) {
  const { type, at, actor, ...data } = event;
  return { alert_id: alertId, seq, at: new Date(at).toISOString(), type, actor, data };
}
