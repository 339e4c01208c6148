import type { Db } from "#lib/db/pool.ts";

/** A background job of the database on one of its tables, as the server reports it. */
export type Policy = {
  id: number;
  procedure: string;
  table: string | null;
  /** null: it has never run. */
  status: "Success" | "Failed" | null;
  /** Of the last run that ended well, ms; null before the first. */
  succeededAt: number | null;
  everyMs: number;
};

/** TimescaleDB's own policies. None under the Apache licence, which refuses them. */
export async function policies(db: Db): Promise<Policy[]> {
  const { rows } = await db.query<Policy>(
    `SELECT j.job_id AS id, j.proc_name AS procedure, j.hypertable_name AS table, s.last_run_status AS status,
       CASE WHEN isfinite(s.last_successful_finish)
         THEN round(date_part('epoch', s.last_successful_finish) * 1000) END AS "succeededAt",
       date_part('epoch', j.schedule_interval) * 1000 AS "everyMs"
     FROM timescaledb_information.jobs j LEFT JOIN timescaledb_information.job_stats s ON s.job_id = j.job_id
     WHERE j.scheduled AND j.hypertable_name IS NOT NULL ORDER BY j.job_id`,
  );
  return rows;
}

/** Runs a policy now, in this session. @throws what it fails with */
export async function runPolicy(db: Db, id: number): Promise<void> {
  await db.query(`CALL run_job(${Number(id)})`);
}

/** A policy runs this much late before somebody else runs it. */
const LATE = 2;

/** Whether the server does not get it done: its last run failed, or none has come to a good end for too long. */
export function isNeglected({ status, succeededAt, everyMs }: Policy, now: number): boolean {
  return status !== "Success" || succeededAt === null || now - succeededAt > LATE * everyMs;
}
