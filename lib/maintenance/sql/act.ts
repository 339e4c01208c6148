import type { Client } from "#lib/db/pool.ts";
import type { MaintenanceState, MaintenanceTarget } from "../model.ts";

/** The agency to which all of it belongs; null: to several, to none, or to a whole unit or rule. */
export async function agencyOfTarget(client: Client, target: MaintenanceTarget): Promise<string | null> {
  if (!("assets" in target) && !("feeds" in target)) return null;
  const { rows } = await client.query<{ agency: string | null; found: number }>(
    `SELECT CASE WHEN count(DISTINCT agency) = 1 AND count(*) = count(agency) THEN min(agency) END AS agency,
       count(*)::int AS found
     FROM (SELECT coalesce(s.agency_id, f.agency_id)::text AS agency
           FROM asset s LEFT JOIN feed f ON f.id = s.feed_id WHERE s.key = ANY ($1)
           UNION ALL SELECT agency_id::text FROM feed WHERE id = ANY ($2)) owners`,
    ["assets" in target ? target.assets : [], "feeds" in target ? target.feeds : []],
  );
  const wanted = "assets" in target ? target.assets.length : target.feeds.length;
  return rows[0]?.found === wanted ? rows[0].agency : null;
}

type New = {
  workOrder: string;
  target: MaintenanceTarget;
  from: number;
  until: number;
  why: string;
  agencyId: string | null;
  by: string;
  at: number;
};

export async function insertWindow(client: Client, one: New): Promise<number> {
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO maintenance (work_order, target, from_at, until_at, why, agency_id, proposed_by, proposed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id`,
    [
      one.workOrder,
      JSON.stringify(one.target),
      new Date(one.from),
      new Date(one.until),
      one.why,
      one.agencyId,
      one.by,
      new Date(one.at),
    ],
  );
  return rows[0]?.id as number;
}

export type Window = {
  state: MaintenanceState;
  agencyId: string | null;
  proposedBy: string;
  until: number;
};

export async function lockWindow(client: Client, id: number): Promise<Window | undefined> {
  const { rows } = await client.query<Window>(
    `SELECT state, agency_id AS "agencyId", proposed_by AS "proposedBy", (extract(epoch FROM until_at) * 1000)::float8 AS until
     FROM maintenance WHERE id = $1 FOR UPDATE`,
    [id],
  );
  return rows[0];
}

type By = { id: number; by: string; at: number };

export async function decideWindow(
  client: Client,
  { id, by, at, state }: By & { state: "approved" | "refused" },
): Promise<void> {
  await client.query("UPDATE maintenance SET state = $2, decided_by = $3, decided_at = $4 WHERE id = $1", [
    id,
    state,
    by,
    new Date(at),
  ]);
}

/** The clock shows its alerts again within a second. */
export async function stopWindow(client: Client, { id, by, at }: By): Promise<void> {
  await client.query(
    "UPDATE maintenance SET state = 'cancelled', ended_by = $2, ended_at = $3 WHERE id = $1",
    [id, by, new Date(at)],
  );
}
