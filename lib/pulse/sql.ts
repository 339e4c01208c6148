import { publish } from "#lib/db/bus.ts";
import type { Db } from "#lib/db/pool.ts";
import type { Beat, DeafReason, Pulse } from "./model.ts";

/** Prefix of the names under which an ingest process opens its connections. */
export const CONNECTION = "hai-dang ";

/** A process begins to beat; what it was under an earlier number is forgotten. */
export async function join(db: Db, { member, name }: Pick<Beat, "member" | "name">): Promise<void> {
  await db.query(
    `WITH old AS (DELETE FROM ingest_process WHERE name = $2 AND member <> $1)
     INSERT INTO ingest_process (member, name) VALUES ($1, $2)
     ON CONFLICT (member) DO UPDATE SET name = $2, started_at = now(), beat_at = now()`,
    [member, name],
  );
}

/** @returns false: the others have taken this process out, its feeds are no longer its own. */
export async function beat(db: Db, { member, name, deaf }: Beat): Promise<boolean> {
  const { rowCount } = await db.query({
    name: "pulse-beat",
    text: `WITH beat AS (
        UPDATE ingest_process SET beat_at = now(), deaf_reason = $2, deaf_ms = $3, waiting = $4
        WHERE member = $1 RETURNING 1)
      SELECT pg_notify('pulse', $5) FROM beat`,
    values: [
      member,
      deaf?.reason ?? null,
      Math.min(deaf?.forMs ?? 0, 2 ** 31 - 1),
      deaf?.waiting ?? 0,
      JSON.stringify({ member, name, deaf }),
    ],
  });
  return (rowCount ?? 0) > 0;
}

/** It ends, and nobody shall wait for its pulse. */
export async function leave(db: Db, member: number): Promise<void> {
  await db.query("DELETE FROM ingest_process WHERE member = $1", [member]);
  await publish(db, "pulse", [JSON.stringify({ member, gone: true })]);
}

/**
 * Takes out every other process that has not beaten for `silentMs`, and ends all its connections: what it had begun
 * is rolled back, its locks are free. @returns their names
 */
export async function takeOut(db: Db, { member, silentMs }: { member: number; silentMs: number }) {
  const { rows } = await db.query<{ member: number; name: string; ended: number }>(
    `WITH gone AS (
       DELETE FROM ingest_process
       WHERE beat_at < now() - $2 * interval '1 ms' AND member <> $1 RETURNING member, name)
     SELECT g.member, g.name, count(pg_terminate_backend(a.pid)) AS ended FROM gone g
     LEFT JOIN pg_stat_activity a
       ON a.application_name = left($3 || g.name, 63) AND a.datname = current_database()
     GROUP BY 1, 2`,
    [member, silentMs, CONNECTION],
  );
  await publish(
    db,
    "pulse",
    rows.map((row) => JSON.stringify({ member: row.member, gone: true })),
  );
  return rows;
}

/** What every process said last, by the database's clock. */
export async function pulses(db: Db): Promise<Pulse[]> {
  const { rows } = await db.query<{
    member: number;
    name: string;
    ageMs: number;
    reason: DeafReason | null;
    forMs: number;
    waiting: number;
  }>(
    `SELECT member, name, greatest(0, date_part('epoch', clock_timestamp() - beat_at) * 1000) AS "ageMs",
       deaf_reason AS reason, deaf_ms AS "forMs", waiting FROM ingest_process`,
  );
  return rows.map(({ member, name, ageMs, reason, forMs, waiting }) => {
    return { member, name, ageMs, deaf: reason && { reason, forMs, waiting } };
  });
}

/** Writes and frees 2 MB where the database keeps its data. @throws 53100 when its disk is full */
export async function storageRoom(db: Db): Promise<void> {
  await db.query("SELECT storage_room()");
}
