import type { Client, Db, Pool } from "#lib/db/pool.ts";
import type { Aggregate } from "#lib/metric/metric.ts";
import { columns, fold, type Piece, type SeriesPoints, type Step, stepFor } from "../points.ts";
import { type Level, levels, type RollupState, type Span, type Width } from "../spans.ts";

export type PointsWish = {
  seriesId: number;
  /** ms since 1970 UTC, `to` exclusive. */
  from: number;
  to: number;
  /** At most so many come back (≥ 2). */
  points: number;
  /** Also a series of a device that nobody has confirmed: for engineers. */
  onTrial?: boolean;
};

/** How far over the wish the expected readings may lie for it to be worth looking at the readings themselves. */
const WORTH_A_LOOK = 4;

/**
 * One series for a chart, exact at any moment: raw readings where they are few enough, else the finest rollup that
 * is. Open and marked buckets are completed from finer levels, all in one snapshot.
 * @returns undefined when there is no such series in the province
 */
export async function seriesPoints(pool: Pool, wish: PointsWish): Promise<SeriesPoints | undefined> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // Workers cost more than they bring for one series (30 days of minutes: 54 ms with two of them, 33 ms without).
    await client.query(
      "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL work_mem = '32MB'",
    );
    return await read(client, wish);
  } catch (error) {
    broken = error as Error;
    throw error;
  } finally {
    await client.query("COMMIT").catch((error: Error) => {
      broken = error;
    });
    client.release(broken);
  }
}

async function read(client: Client, wish: PointsWish): Promise<SeriesPoints | undefined> {
  const step = stepFor(wish.to - wish.from, wish.points);
  const state = await stateOf(client, wish, step);
  if (!state) return undefined;
  const expected = (wish.to - wish.from) / 1_000 / state.periodS;
  if (wish.from >= state.rawFrom && expected <= wish.points * WORTH_A_LOOK) {
    const raw = await rawPoints(client, wish, state);
    if (raw) return raw;
  }
  const span = { from: state.from, to: state.to };
  const dirty = await dirtyOf(client, wish.seriesId, span);
  const { aggregate, periodS } = state;
  const pieces: Piece[] = [];
  for (const [level, spans] of levels(span, step.width, { until: state.until, dirty }))
    pieces.push(...(await PIECES[level](client, { seriesId: wish.seriesId, aggregate, step, spans })));
  const head = {
    seriesId: wish.seriesId,
    aggregate,
    periodS,
    source: step.width,
    stepS: step.seconds,
    ...span,
  };
  return columns(head, fold(pieces));
}

type State = {
  until: Record<Width, number>;
  rawFrom: number;
  periodS: number;
  aggregate: Aggregate;
  from: number;
  to: number;
};

async function stateOf(db: Db, wish: PointsWish, step: Step): Promise<State | undefined> {
  const until = (width: Width) =>
    `(SELECT date_part('epoch', until) * 1000 FROM rollup_progress WHERE width = '${width}')`;
  const { rows } = await db.query<State & { u1m: number; u1h: number; u1d: number }>({
    name: "points-state",
    text: `SELECT ${until("1m")} AS u1m, ${until("1h")} AS u1h, ${until("1d")} AS u1d, s.period_s AS "periodS",
        coalesce((SELECT aggregate FROM metric WHERE id = s.metric_id), 'mean') AS aggregate,
        date_part('epoch', r.raw_from) * 1000 AS "rawFrom", date_part('epoch', lo) * 1000 AS "from",
        date_part('epoch', (hi AT TIME ZONE (SELECT local_zone()) + $4::interval) AT TIME ZONE (SELECT local_zone())) * 1000 AS "to"
      FROM series s, rollup_state r, time_bucket($4::interval, $2::timestamptz, (SELECT local_zone())) AS lo,
        time_bucket($4::interval, $3::timestamptz - interval '1 microsecond', (SELECT local_zone())) AS hi
      WHERE s.id = $1 AND ($5 OR EXISTS (SELECT FROM province_series p WHERE p.id = s.id))`,
    values: [
      wish.seriesId,
      new Date(wish.from),
      new Date(wish.to),
      `${step.seconds} s`,
      wish.onTrial ?? false,
    ],
  });
  const row = rows[0];
  return row && { ...row, until: { "1m": row.u1m, "1h": row.u1h, "1d": row.u1d } };
}

async function dirtyOf(db: Db, seriesId: number, span: Span): Promise<RollupState["dirty"]> {
  const ms = (expression: string) => `date_part('epoch', ${expression}) * 1000`;
  const dayEnd =
    "(date_trunc('day', bucket AT TIME ZONE (SELECT local_zone())) + interval '1 day') AT TIME ZONE (SELECT local_zone())";
  const { rows } = await db.query<{ width: Width; at: number; hour: number; day: number; dayEnd: number }>({
    name: "points-dirty",
    text: `SELECT width, ${ms("bucket")} AS at, ${ms("date_trunc('hour', bucket)")} AS hour,
        ${ms("date_trunc('day', bucket, (SELECT local_zone()))")} AS day, ${ms(dayEnd)} AS "dayEnd"
      FROM rollup_dirty
      WHERE width IN ('1m', '1h', '1d') AND series_id = $1 AND bucket >= $2 AND bucket < $3`,
    values: [seriesId, new Date(span.from), new Date(span.to)],
  });
  return rows.map(({ width, at, hour, day, dayEnd }) => ({
    "1d": { from: day, to: dayEnd },
    ...(width !== "1d" && { "1h": { from: hour, to: hour + 3_600_000 } }),
    ...(width === "1m" && { "1m": { from: at, to: at + 60_000 } }),
  }));
}

async function rawPoints(
  db: Db,
  wish: PointsWish,
  { aggregate, periodS }: State,
): Promise<SeriesPoints | undefined> {
  const { rows } = await db.query<[time: number, value: number]>({
    name: "points-raw",
    text: `SELECT date_part('epoch', time) * 1000, value FROM reading
      WHERE series_id = $1 AND time >= $2 AND time < $3 ORDER BY time LIMIT $4`,
    values: [wish.seriesId, new Date(wish.from), new Date(wish.to), wish.points + 1],
    rowMode: "array",
  });
  if (rows.length > wish.points) return undefined;
  const pieces = rows.map(([time, value]) => {
    const at = Math.round(time);
    return {
      time: at,
      count: 1,
      sum: value,
      min: value,
      max: value,
      first: value,
      last: value,
      firstAt: at,
      lastAt: at,
    };
  });
  const { seriesId, from, to } = wish;
  return columns({ seriesId, aggregate, periodS, source: "raw", stepS: 0, from, to }, pieces);
}

type PiecesWish = { seriesId: number; aggregate: Aggregate; step: Step; spans: readonly Span[] };

const fromRollup = (width: Width) => (db: Db, wish: PiecesWish) =>
  piecesFrom(db, wish, {
    name: width,
    table: `rollup_${width}`,
    at: "bucket",
    values: `sum(count)::int4 AS count, sum(sum) AS sum, min(min) AS min, max(max) AS max,
      first(first, bucket) AS first, last(last, bucket) AS last`,
    circular: `CASE WHEN count(sin) = count(*) THEN sum(sin) END AS sin,
      CASE WHEN count(cos) = count(*) THEN sum(cos) END AS cos`,
  });

const PIECES: Record<Level, (db: Db, wish: PiecesWish) => Promise<Piece[]>> = {
  "1d": fromRollup("1d"),
  "1h": fromRollup("1h"),
  "1m": fromRollup("1m"),
  raw: (db, wish) =>
    piecesFrom(db, wish, {
      name: "raw",
      table: "reading",
      at: "time",
      values: `count(*)::int4 AS count, sum(value) AS sum, min(value) AS min, max(value) AS max,
        first(value, time) AS first, last(value, time) AS last`,
      circular: "sum(sind(value)) AS sin, sum(cosd(value)) AS cos",
    }),
};

async function piecesFrom(
  db: Db,
  { seriesId, aggregate, step, spans }: PiecesWish,
  source: { name: string; table: string; at: string; values: string; circular: string },
): Promise<Piece[]> {
  const { at } = source;
  const isCircular = aggregate === "circular";
  // Buckets below an hour need no zone, and with one they took three times as long (30 days of minutes: 90 → 30 ms).
  const zone = step.width === "1m" ? "" : ", (SELECT local_zone())";
  // Aggregated within the LATERAL: flattened into a join, the times would no longer choose the chunks and rows.
  const { rows } = await db.query<Piece>({
    name: `points-${step.seconds}-from-${source.name}${isCircular ? "-circular" : ""}`,
    text: `SELECT date_part('epoch', p.b) * 1000 AS time, p.count, p.sum, p.min, p.max, p.first, p.last,${isCircular ? " p.sin, p.cos," : ""}
        date_part('epoch', p.lo) * 1000 AS "firstAt", date_part('epoch', p.hi) * 1000 AS "lastAt"
      FROM unnest($2::timestamptz[], $3::timestamptz[]) AS s (lo, hi)
      CROSS JOIN LATERAL (
        SELECT time_bucket('${step.seconds} s', ${at}${zone}) AS b, ${source.values}${isCircular ? `, ${source.circular}` : ""}, min(${at}) AS lo, max(${at}) AS hi
        FROM ${source.table} WHERE series_id = $1 AND ${at} >= s.lo AND ${at} < s.hi GROUP BY 1) AS p`,
    values: [seriesId, spans.map((s) => new Date(s.from)), spans.map((s) => new Date(s.to))],
  });
  return rows;
}
