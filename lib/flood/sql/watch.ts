import type { Alert } from "#lib/alert/model.ts";
import type { Client, Db } from "#lib/db/pool.ts";
import type { FloodLimits } from "../model.ts";

export async function insertAnnunciations(client: Client, alerts: readonly Alert[]): Promise<void> {
  await client.query({
    name: "flood-annunciations",
    text: `INSERT INTO annunciation (alert_id, priority, simulated)
      SELECT * FROM unnest($1::bigint[], $2::smallint[], $3::boolean[])`,
    values: [alerts.map((a) => a.id), alerts.map((a) => a.priority), alerts.map((a) => a.simulated)],
  });
}

/** Setting `flood`. */
export async function floodLimits(db: Db): Promise<FloodLimits> {
  const { rows } = await db.query<{ value: FloodLimits }>({
    name: "flood-limits",
    text: "SELECT value FROM setting WHERE key = 'flood'",
  });
  return rows[0]?.value ?? { begin: 10, end: 5, minutes: 10 };
}

export type Pace = {
  simulated: boolean;
  /** New alarms within the span. */
  rate: number;
  /** The flood that runs, and since when its alarms count; null: none runs. */
  floodId: number | null;
  lastRate: number | null;
  startedAt: number | null;
};

/** How fast alarms come now, real and simulated, beside the floods that run. One look at an index. */
export async function pace(client: Client, now: number, minutes: number): Promise<Pace[]> {
  const { rows } = await client.query<Pace>({
    name: "flood-pace",
    text: `SELECT k.simulated, f.id AS "floodId", f.rate AS "lastRate",
        (extract(epoch FROM f.started_at) * 1000)::float8 AS "startedAt",
        (SELECT count(*) FROM annunciation n
         WHERE n.simulated = k.simulated AND n.at > $1::timestamptz - make_interval(mins => $2) AND n.at <= $1)::int AS rate
      FROM (VALUES (false), (true)) AS k (simulated)
      LEFT JOIN flood f ON f.simulated = k.simulated AND f.ended_at IS NULL`,
    values: [new Date(now), minutes],
  });
  return rows;
}

type Start = { simulated: boolean; now: number; rate: number; by: string };

/** @returns false when another process was quicker */
export async function startFlood(client: Client, { simulated, now, rate, by }: Start): Promise<boolean> {
  const { rowCount } = await client.query(
    `INSERT INTO flood (simulated, started_at, rate, peak_rate, alarms, started_by) VALUES ($1, $2, $3, $3, $3, $4)
     ON CONFLICT (simulated) WHERE ended_at IS NULL DO NOTHING`,
    [simulated, new Date(now), rate, by],
  );
  return rowCount === 1;
}

/** `minutes`: the alarms of so long before its start made it, and count as its own. */
export async function updateFlood(
  client: Client,
  { id, rate, now, minutes }: { id: number; rate: number; now: number; minutes: number },
): Promise<void> {
  await client.query(
    `UPDATE flood f SET rate = $2, peak_rate = greatest(peak_rate, $2), alarms = (SELECT count(*) FROM annunciation n
       WHERE n.simulated = f.simulated AND n.at > f.started_at - make_interval(mins => $4) AND n.at <= $3)
     WHERE id = $1`,
    [id, rate, new Date(now), minutes],
  );
}

export async function endFlood(client: Client, id: number, now: number): Promise<void> {
  await client.query(
    "UPDATE flood SET ended_at = greatest($2, started_at) WHERE id = $1 AND ended_at IS NULL",
    [id, new Date(now)],
  );
}
