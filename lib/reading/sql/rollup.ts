import type { Db } from "#lib/db/pool.ts";
import type { Width } from "../spans.ts";
import { WRITER_LOCK } from "./write.ts";

/** Finest first: each is made from the one before. */
export const WIDTHS: readonly Width[] = ["1m", "1h", "1d"];

/** The two processes that may run the job take turns, step by step. */
const JOB_LOCK = 7_246_004;

const COLUMNS = "count, sum, min, max, first, last, sin, cos";

/** Whether a series measures directions; their sines and cosines are added up, of all others none. */
const CIRCULAR = `EXISTS (SELECT FROM series JOIN metric ON metric.id = series.metric_id
  WHERE series.id = ids.series_id AND metric.aggregate = 'circular')`;

/** How a bucket of each width is made: from which rows, over which part of the next finer table. */
const FROM_READING = {
  table: "reading",
  at: "time",
  values: `count(*)::int4, sum(value), min(value), max(value), first(value, time), last(value, time),
    sum(sind(value)) FILTER (WHERE circular), sum(cosd(value)) FILTER (WHERE circular)`,
};
const FROM_ROLLUP = {
  at: "bucket",
  values: `sum(count)::int4, sum(sum), min(min), max(max), first(first, bucket), last(last, bucket),
    CASE WHEN count(sin) = count(*) THEN sum(sin) END, CASE WHEN count(cos) = count(*) THEN sum(cos) END`,
};
const SOURCE = {
  "1m": FROM_READING,
  "1h": { ...FROM_ROLLUP, table: "rollup_1m" },
  "1d": { ...FROM_ROLLUP, table: "rollup_1h" },
};
const BUCKET: Record<Width, (time: string) => string> = {
  "1m": (time) => `date_trunc('minute', ${time})`,
  "1h": (time) => `date_trunc('hour', ${time})`,
  "1d": (time) => `date_trunc('day', ${time}, (SELECT local_zone()))`,
};
/** In local time, so that a day of 23 or 25 hours ends at its midnight. */
const END: Record<Width, (bucket: string) => string> = {
  "1m": (bucket) => `${bucket} + interval '1 minute'`,
  "1h": (bucket) => `${bucket} + interval '1 hour'`,
  "1d": (bucket) =>
    `((${bucket} AT TIME ZONE (SELECT local_zone())) + interval '1 day') AT TIME ZONE (SELECT local_zone())`,
};
const WIDER: Partial<Record<Width, Width>> = { "1m": "1h", "1h": "1d" };

const UPSERT = `ON CONFLICT (series_id, bucket) DO UPDATE SET count = excluded.count, sum = excluded.sum,
  min = excluded.min, max = excluded.max, first = excluded.first, last = excluded.last, sin = excluded.sin,
  cos = excluded.cos`;

/**
 * Closes every minute before `until` (ms, a whole minute) for writers: what they change there from now on they mark.
 * Waits for the writers that still take those minutes for open. Inside a transaction that does only this.
 */
export async function closeMinutes(db: Db, until: number): Promise<void> {
  await db.query("SET LOCAL lock_timeout = '10s'");
  await db.query(`SELECT pg_advisory_xact_lock(${WRITER_LOCK})`);
  await db.query("UPDATE rollup_state SET closed_until = $1 WHERE closed_until < $1", [new Date(until)]);
}

/**
 * Where a width stands: [until, closed) is closed but not aggregated yet. When a step is under way, it ends at
 * stepUntil and its series up to afterSeries are done. Times in ms.
 */
export type Progress = { until: number; closed: number; stepUntil: number | null; afterSeries: number };

/** Locks the job's turn; inside the transaction of one step. */
export async function rollupProgress(db: Db, width: Width): Promise<Progress> {
  await db.query(`SELECT pg_advisory_xact_lock(${JOB_LOCK})`);
  const { rows } = await db.query<Progress>(
    `SELECT date_part('epoch', until) * 1000 AS until, after_series AS "afterSeries",
       date_part('epoch', step_until) * 1000 AS "stepUntil",
       date_part('epoch', ${CLOSED[width]}) * 1000 AS closed FROM rollup_progress WHERE width = $1`,
    [width],
  );
  return rows[0] as Progress;
}

const untilOf = (width: Width) => `(SELECT until FROM rollup_progress WHERE width = '${width}')`;
const CLOSED: Record<Width, string> = {
  "1m": "(SELECT closed_until FROM rollup_state)",
  "1h": BUCKET["1h"](untilOf("1m")),
  "1d": BUCKET["1d"](untilOf("1h")),
};

export type Step = { width: Width; from: number; to: number; afterSeries: number; series: number };

/**
 * Aggregates [from, to) of the next `series` series that can have data there: those with a newer or equal latest.
 * @returns the last series done, or null when that was the end of them
 */
export async function rollStep(db: Db, step: Step): Promise<number | null> {
  const { table, at, values } = SOURCE[step.width];
  const { rows } = await db.query<{ last: number | null; n: number }>({
    name: `rollup-step-${step.width}`,
    text: `WITH slice AS MATERIALIZED (
        SELECT series_id, ${CIRCULAR} AS circular FROM latest AS ids
        WHERE time >= $1 AND series_id > $3 ORDER BY series_id LIMIT $4),
      rolled AS (
        INSERT INTO rollup_${step.width} (series_id, bucket, ${COLUMNS})
        SELECT s.series_id, a.* FROM slice s CROSS JOIN LATERAL (
          SELECT ${BUCKET[step.width](at)}, ${values} FROM ${table}
          WHERE series_id = s.series_id AND ${at} >= $1 AND ${at} < $2 GROUP BY 1) AS a
        ${UPSERT})
      SELECT max(series_id) AS last, count(*)::int4 AS n FROM slice`,
    values: [new Date(step.from), new Date(step.to), step.afterSeries, step.series],
  });
  const slice = rows[0];
  return slice && slice.n === step.series ? slice.last : null;
}

/** Notes how far {@link rollStep} came, in its transaction. */
export async function moveProgress(db: Db, width: Width, to: Omit<Progress, "closed">): Promise<void> {
  await db.query(
    "UPDATE rollup_progress SET until = $2, after_series = $3, step_until = $4 WHERE width = $1",
    [width, new Date(to.until), to.afterSeries, to.stepUntil === null ? null : new Date(to.stepUntil)],
  );
}

export type Bucket = { seriesId: number; bucket: number };

/**
 * Takes marked buckets off the list. Their writers are locked out until the transaction ends, so that the next
 * statement, with its newer snapshot, sees everything that had marked them.
 */
export async function takeDirty(db: Db, width: Width, most: number): Promise<Bucket[]> {
  await db.query(`SELECT pg_advisory_xact_lock(${JOB_LOCK})`);
  const { rows } = await db.query<Bucket>({
    name: "rollup-take",
    text: `DELETE FROM rollup_dirty d USING (
        SELECT width, series_id, bucket FROM rollup_dirty WHERE width = $1
        ORDER BY series_id, bucket LIMIT $2 FOR UPDATE SKIP LOCKED) AS t
      WHERE (d.width, d.series_id, d.bucket) = (t.width, t.series_id, t.bucket)
      RETURNING d.series_id AS "seriesId", date_part('epoch', d.bucket) * 1000 AS bucket`,
    values: [width, most],
  });
  return rows;
}

/**
 * Aggregates these buckets anew and marks the wider bucket of each, if closed. A bucket whose source is empty keeps
 * what it has: its raw readings were dropped.
 */
export async function rollBuckets(db: Db, width: Width, buckets: readonly Bucket[]): Promise<void> {
  const { table, at, values } = SOURCE[width];
  const list = "unnest($1::int4[], $2::timestamptz[])";
  const keys = `${list} AS k (series_id, bucket)`;
  const ids = `${list} AS ids (series_id, bucket)`;
  const wider = WIDER[width];
  const mark =
    wider &&
    `marked AS (
       INSERT INTO rollup_dirty (width, series_id, bucket)
       SELECT DISTINCT '${wider}', k.series_id, ${BUCKET[wider]("k.bucket")} FROM ${keys}
       WHERE ${BUCKET[wider]("k.bucket")} < ${BUCKET[wider]("(SELECT closed_until FROM rollup_state)")}
       ON CONFLICT DO NOTHING),`;
  await db.query({
    name: `rollup-buckets-${width}`,
    text: `WITH ${mark ?? ""} rolled AS (
        INSERT INTO rollup_${width} (series_id, bucket, ${COLUMNS})
        SELECT k.series_id, k.bucket, a.* FROM (SELECT *, ${CIRCULAR} AS circular FROM ${ids}) AS k
        CROSS JOIN LATERAL (
          SELECT ${values} FROM ${table}
          WHERE series_id = k.series_id AND ${at} >= k.bucket AND ${at} < ${END[width]("k.bucket")}
          HAVING count(*) > 0) AS a
        ${UPSERT})
      SELECT`,
    values: [buckets.map((b) => b.seriesId), buckets.map((b) => new Date(b.bucket))],
  });
}

/** Buckets that wait to be aggregated anew, by width. */
export async function dirtyCounts(db: Db): Promise<Record<Width, number>> {
  const { rows } = await db.query<{ width: Width; count: number }>(
    "SELECT width, count(*)::int4 AS count FROM rollup_dirty GROUP BY width",
  );
  const counts = { "1m": 0, "1h": 0, "1d": 0 };
  for (const row of rows) counts[row.width] = row.count;
  return counts;
}

/**
 * When the province's zone is another than the one by which days were cut, throws the day rollups away, to be made
 * anew from the hours. @returns whether it was
 */
export async function adoptZone(db: Db): Promise<boolean> {
  await db.query(`SELECT pg_advisory_xact_lock(${JOB_LOCK})`);
  const { rowCount } = await db.query(
    "UPDATE rollup_state SET zone = (SELECT local_zone()) WHERE zone <> (SELECT local_zone())",
  );
  if (rowCount === 0) return false;
  await db.query("DELETE FROM rollup_dirty WHERE width = '1d'");
  await db.query("DELETE FROM rollup_1d");
  await db.query(
    `UPDATE rollup_progress SET after_series = 0, step_until = NULL, until = ${BUCKET["1d"](
      "least(until, coalesce((SELECT min(bucket) FROM rollup_1h), until))",
    )} WHERE width = '1d'`,
  );
  return true;
}
