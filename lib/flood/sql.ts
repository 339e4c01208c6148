import type { Db } from "#lib/db/pool.ts";
import type { FloodRow, FloodSince } from "./model.ts";

const FLOOD = `f.id, f.simulated, (extract(epoch FROM f.started_at) * 1000)::float8 AS "startedAt",
  (extract(epoch FROM f.ended_at) * 1000)::float8 AS "endedAt", f.rate, f.peak_rate AS "peakRate", f.alarms,
  EXISTS (SELECT FROM flood_report r WHERE r.flood_id = f.id) AS "hasReport"`;

/** The floods that run now: at most a real one and a simulated one. */
export async function runningFloods(db: Db): Promise<FloodRow[]> {
  const { rows } = await db.query<FloodRow>({
    name: "flood-running",
    text: `SELECT ${FLOOD} FROM flood f WHERE f.ended_at IS NULL ORDER BY f.simulated`,
  });
  return rows;
}

/** Since when alarms flood the room: P3 and P4 make no sound then, see `isSilenced`. */
export async function floodSince(db: Db): Promise<FloodSince> {
  const running = await runningFloods(db);
  const of = (simulated: boolean) => running.find((one) => one.simulated === simulated)?.startedAt ?? null;
  return { real: of(false), simulated: of(true) };
}

/** Floods, the newest first. */
export async function floods(db: Db, limit: number): Promise<FloodRow[]> {
  const { rows } = await db.query<FloodRow>(
    `SELECT ${FLOOD} FROM flood f ORDER BY f.started_at DESC, f.id DESC LIMIT $1`,
    [limit],
  );
  return rows;
}

export async function floodById(db: Db, id: number): Promise<FloodRow | undefined> {
  const { rows } = await db.query<FloodRow>(`SELECT ${FLOOD} FROM flood f WHERE f.id = $1`, [id]);
  return rows[0];
}
