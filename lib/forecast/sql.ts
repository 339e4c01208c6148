import type { Client, Db } from "#lib/db/pool.ts";
import type { ForecastPoint } from "./model.ts";

/**
 * Stores points of issues; a point that is there already stays as it is, so that an issue may be sent again.
 * @returns how many were new
 */
export async function insertForecasts(client: Client, points: readonly ForecastPoint[]): Promise<number> {
  if (points.length === 0) return 0;
  const { rowCount } = await client.query({
    name: "forecast-insert",
    text: `INSERT INTO forecast (series_id, source, issued_at, valid_at, value, low, high, model, simulated)
      SELECT "seriesId", source, to_timestamp("issuedAt" / 1000.0), to_timestamp("validAt" / 1000.0), value, low, high,
        model, simulated
      FROM jsonb_to_recordset($1::jsonb) AS p ("seriesId" int, source text, "issuedAt" float8, "validAt" float8,
        value float8, low float8, high float8, model text, simulated boolean)
      ORDER BY 1, 2, 3, 4 ON CONFLICT DO NOTHING`,
    values: [JSON.stringify(points)],
  });
  return rowCount ?? 0;
}

export type IssueOf = {
  seriesId: number;
  source: string;
  model: string;
  simulated: boolean;
  issuedAt: number;
  points: { at: number; value: number; low: number | null; high: number | null }[];
};

const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

/** The newest issue of each series and source that was issued from `since` until `now` (ms). */
export async function newestIssues(
  db: Db,
  series: readonly number[],
  { since, now }: { since: number; now: number },
): Promise<IssueOf[]> {
  const { rows } = await db.query<IssueOf>({
    name: "forecast-newest",
    text: `WITH newest AS (SELECT series_id, source, max(issued_at) AS issued_at FROM forecast
        WHERE series_id = ANY($1) AND issued_at >= $2 AND issued_at <= $3 GROUP BY series_id, source)
      SELECT f.series_id AS "seriesId", f.source, min(f.model) AS model, bool_or(f.simulated) AS simulated,
        ${ms("f.issued_at")} AS "issuedAt",
        jsonb_agg(jsonb_build_object('at', ${ms("f.valid_at")}, 'value', f.value, 'low', f.low, 'high', f.high)
          ORDER BY f.valid_at) AS points
      FROM forecast f JOIN newest n USING (series_id, source, issued_at)
      WHERE f.issued_at >= $2 AND f.issued_at <= $3
      GROUP BY f.series_id, f.source, f.issued_at ORDER BY f.series_id, f.source`,
    values: [series, new Date(since), new Date(now)],
  });
  return rows;
}

export type Step = { seriesId: number; at: number; value: number };

/** The last good reading of each step of time of these series, ascending; at most `span / stepMs` of each. */
export async function stepsOf(
  db: Db,
  series: readonly number[],
  { from, to, stepMs, unfit }: { from: number; to: number; stepMs: number; unfit: number },
): Promise<Step[]> {
  const { rows } = await db.query<Step>({
    name: "forecast-steps",
    text: `SELECT series_id AS "seriesId", ${ms("max(time)")} AS at, last(value, time) AS value FROM reading
      WHERE series_id = ANY($1) AND time > $2 AND time <= $3 AND quality & $5 = 0
      GROUP BY series_id, floor(extract(epoch FROM time) * 1000 / $4) ORDER BY series_id, at`,
    values: [series, new Date(from), new Date(to), stepMs, unfit],
  });
  return rows;
}
