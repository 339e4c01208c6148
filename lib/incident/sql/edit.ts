import type { Alert } from "#lib/alert/model.ts";
import { ALERT } from "#lib/alert/sql/columns.ts";
import type { Client } from "#lib/db/pool.ts";

/** Alerts that are not closed, locked in the order of their ids. */
export async function lockThese(client: Client, ids: readonly number[]): Promise<Alert[]> {
  const { rows } = await client.query<Alert>(
    `SELECT ${ALERT} FROM alert a WHERE id = ANY ($1) AND closed_at IS NULL ORDER BY id FOR UPDATE`,
    [[...new Set(ids)]],
  );
  return rows;
}

/** Alerts of an incident that can still go elsewhere: a closed one never changes, and stays. */
export async function lockMembers(client: Client, incidentId: number): Promise<Alert[]> {
  const { rows } = await client.query<Alert>(
    `SELECT ${ALERT} FROM alert a WHERE incident_id = $1 AND closed_at IS NULL ORDER BY id FOR UPDATE`,
    [incidentId],
  );
  return rows;
}

/** How many such there are now. */
export async function membersOf(client: Client, incidentId: number): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    "SELECT count(*)::int AS n FROM alert WHERE incident_id = $1 AND closed_at IS NULL",
    [incidentId],
  );
  return rows[0]?.n ?? 0;
}

export type Locked = { id: number; simulated: boolean; closedAt: Date | null };

/** With those that were merged into them and change with them; in the order of their ids. */
export async function lockIncidents(client: Client, ids: readonly number[]): Promise<Locked[]> {
  const { rows } = await client.query<Locked>(
    `SELECT id, simulated, closed_at AS "closedAt" FROM incident WHERE id = ANY ($1) OR merged_into = ANY ($1)
     ORDER BY id FOR UPDATE`,
    [ids],
  );
  return rows;
}

type New = { nameVi: string; nameEn: string; simulated: boolean; openedAt: number; by: string };

export async function insertIncident(
  client: Client,
  { nameVi, nameEn, simulated, openedAt, by }: New,
): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO incident (simulated, name_vi, name_en, gathers, opened_at, opened_by)
     VALUES ($1, $2, $3, false, $4, $5) RETURNING id`,
    [simulated, nameVi, nameEn, new Date(openedAt), by],
  );
  return rows[0]?.id as number;
}

export async function renameIncident(
  client: Client,
  id: number,
  { nameVi, nameEn }: { nameVi: string; nameEn: string },
): Promise<void> {
  await client.query("UPDATE incident SET name_vi = $2, name_en = $3 WHERE id = $1", [id, nameVi, nameEn]);
}

/** Those that were merged into it earlier go on to where it went. */
export async function mergeInto(
  client: Client,
  { id, into, at, by }: { id: number; into: number; at: number; by: string },
): Promise<void> {
  await client.query(
    `UPDATE incident SET merged_into = $2, closed_at = coalesce(closed_at, $3), closed_by = coalesce(closed_by, $4)
     WHERE id = $1 OR merged_into = $1`,
    [id, into, new Date(at), by],
  );
}

export async function endIncident(
  client: Client,
  { id, at, by, note }: { id: number; at: number; by: string; note: string },
): Promise<void> {
  await client.query(
    `WITH sources AS (UPDATE incident SET gathers = false WHERE merged_into = $1 AND gathers)
     UPDATE incident SET closed_at = $2, closed_by = $3, closing_note = $4, gathers = false WHERE id = $1`,
    [id, new Date(at), by, note],
  );
}
