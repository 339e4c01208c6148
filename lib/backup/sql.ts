import type { Db } from "#lib/db/pool.ts";
import type { BackupRow, BackupWatch, Manifest } from "./model.ts";

/** What is recounted after a restore: each table, and the column that says when a row arrived. */
const COUNTED = {
  reading: "arrived",
  record: "arrived",
  alert_event: "recorded_at",
  audit: "at",
  notification: "made_at",
} as const;

/** Rows of each recounted table that had arrived before an instant (ms). */
export async function countsBefore(db: Db, at: number): Promise<Record<string, number>> {
  const parts = Object.entries(COUNTED).map(
    ([table, column]) => `(SELECT count(*) FROM ${table} WHERE ${column} < $1)::float8 AS "${table}"`,
  );
  const { rows } = await db.query<Record<string, number>>(`SELECT ${parts.join(", ")}`, [new Date(at)]);
  return rows[0] ?? {};
}

/** Rows that arrived from an instant (ms) on: what going back to it gives up. */
export async function countsSince(db: Db, at: number): Promise<Record<string, number>> {
  const parts = Object.entries(COUNTED).map(
    ([table, column]) => `(SELECT count(*) FROM ${table} WHERE ${column} >= $1)::float8 AS "${table}"`,
  );
  const { rows } = await db.query<Record<string, number>>(`SELECT ${parts.join(", ")}`, [new Date(at)]);
  return rows[0] ?? {};
}

export async function newestMigration(db: Db): Promise<string> {
  const { rows } = await db.query<{ id: string }>("SELECT max(id) AS id FROM migration");
  return rows[0]?.id ?? "";
}

/** Bases that lie in the store, newest first. */
export async function backups(db: Db): Promise<BackupRow[]> {
  const { rows } = await db.query<BackupRow>(
    `SELECT id, date_part('epoch', begun_at) * 1000 AS "begunAt", date_part('epoch', finished_at) * 1000 AS "finishedAt",
       bytes::float8 AS bytes, verified, date_part('epoch', verified_at) * 1000 AS "verifiedAt", verdict,
       readings::float8 AS readings
     FROM backup ORDER BY begun_at DESC`,
  );
  return rows;
}

/** Makes the rows say what lies in the store; what a trial restore found stays. */
export async function noteBackups(db: Db, found: Manifest[]): Promise<void> {
  await db.query("DELETE FROM backup WHERE id <> ALL ($1)", [found.map((m) => m.id)]);
  for (const m of found)
    await db.query(
      `INSERT INTO backup (id, begun_at, finished_at, bytes, readings) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (id) DO NOTHING`,
      [m.id, new Date(m.begunAt), new Date(m.finishedAt), m.bytes, m.counts.reading ?? 0],
    );
}

export async function noteVerdict(
  db: Db,
  { id, verified, verdict }: { id: string; verified: boolean; verdict: string },
): Promise<void> {
  await db.query("UPDATE backup SET verified = $2, verdict = $3, verified_at = now() WHERE id = $1", [
    id,
    verified,
    verdict,
  ]);
}

/** How backups stand; undefined where nothing looks after them. */
export async function backupWatch(db: Db): Promise<BackupWatch | undefined> {
  const { rows } = await db.query<BackupWatch>(
    `SELECT place, date_part('epoch', looked_at) * 1000 AS "lookedAt", date_part('epoch', wal_at) * 1000 AS "walAt",
       date_part('epoch', window_from) * 1000 AS "windowFrom", waiting_files AS "waitingFiles",
       waiting_bytes::float8 AS "waitingBytes", date_part('epoch', due_at) * 1000 AS "dueAt", problem
     FROM backup_watch`,
  );
  return rows[0];
}

export async function noteWatch(db: Db, watch: Omit<BackupWatch, "lookedAt">): Promise<void> {
  const at = (ms: number | null) => (ms === null ? null : new Date(ms));
  await db.query(
    `INSERT INTO backup_watch (place, looked_at, wal_at, window_from, waiting_files, waiting_bytes, due_at, problem)
     VALUES ($1, now(), $2, $3, $4, $5, $6, $7)
     ON CONFLICT (one) DO UPDATE SET place = excluded.place, looked_at = excluded.looked_at, wal_at = excluded.wal_at,
       window_from = excluded.window_from, waiting_files = excluded.waiting_files,
       waiting_bytes = excluded.waiting_bytes, due_at = excluded.due_at, problem = excluded.problem`,
    [
      watch.place,
      at(watch.walAt),
      at(watch.windowFrom),
      watch.waitingFiles,
      watch.waitingBytes,
      at(watch.dueAt),
      watch.problem,
    ],
  );
}
