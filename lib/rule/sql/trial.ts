import type { Db } from "#lib/db/pool.ts";

/** A stretch of one series' history, ms, the end exclusive. */
export type Stretch = { seriesId: number; from: number; to: number };
export type Raw = [time: number, value: number, quality: number];

/** 20,000 rows are 2 MB here; a batch with its judging takes some 30 ms. */
const BATCH = 20_000;
const MS = "round(date_part('epoch', time) * 1000)";

/** The readings of a stretch in the order of their event times, in batches: memory stays the same for any span. */
export async function* rawReadings(db: Db, { seriesId, from, to }: Stretch): AsyncGenerator<Raw[]> {
  for (let at = from; at < to; ) {
    const { rows } = await db.query<Raw>({
      name: "trial-raw",
      text: `SELECT ${MS}, value, quality FROM reading
        WHERE series_id = $1 AND time >= $2 AND time < $3 ORDER BY time LIMIT ${BATCH}`,
      values: [seriesId, new Date(at), new Date(to)],
      rowMode: "array",
    });
    yield rows;
    if (rows.length < BATCH) return;
    at = (rows[rows.length - 1] as Raw)[0] + 1;
  }
}

export type Minute = [bucket: number, first: number, min: number, max: number, last: number, count: number];

/** The minutes of a stretch, in batches. */
export async function* minuteRollups(db: Db, { seriesId, from, to }: Stretch): AsyncGenerator<Minute[]> {
  for (let at = from; at < to; ) {
    const { rows } = await db.query<Minute>({
      name: "trial-minutes",
      text: `SELECT date_part('epoch', bucket) * 1000, first, min, max, last, count FROM rollup_1m
        WHERE series_id = $1 AND bucket >= $2 AND bucket < $3 ORDER BY bucket LIMIT ${BATCH}`,
      values: [seriesId, new Date(at), new Date(to)],
      rowMode: "array",
    });
    yield rows;
    if (rows.length < BATCH) return;
    at = (rows[rows.length - 1] as Minute)[0] + 1;
  }
}

/** Before it (ms) raw readings may have been dropped; -Infinity when none was. */
export async function rawKeptSince(db: Db): Promise<number> {
  const { rows } = await db.query<{ at: number }>(
    `SELECT date_part('epoch', raw_from) * 1000 AS at FROM rollup_state`,
  );
  return rows[0]?.at ?? Number.NEGATIVE_INFINITY;
}

const DAY = 86_400_000;

/**
 * The minutes in which a feed stored anything (their beginnings, ms), a day at a time: readings by their minute
 * rollups and, where those are not made yet, themselves; positions; versions of records.
 */
export async function* feedMinutes(
  db: Db,
  { feedId, from, to }: { feedId: string; from: number; to: number },
): AsyncGenerator<number[]> {
  for (let at = from; at < to; at += DAY) {
    const { rows } = await db.query<[number]>({
      name: "trial-feed-minutes",
      text: `WITH mine AS MATERIALIZED (SELECT id, asset_id FROM series WHERE feed_id = $1),
          rolled AS (SELECT until FROM rollup_progress WHERE width = '1m')
        SELECT date_part('epoch', minute) * 1000 FROM (
          SELECT bucket AS minute FROM rollup_1m
            WHERE series_id IN (SELECT id FROM mine) AND bucket >= $2 AND bucket < $3
          UNION SELECT date_trunc('minute', time) FROM reading
            WHERE series_id IN (SELECT id FROM mine) AND time >= greatest($2, (SELECT until FROM rolled)) AND time < $3
          UNION SELECT date_trunc('minute', time) FROM position
            WHERE asset_id IN (SELECT id FROM asset WHERE feed_id = $1) AND time >= $2 AND time < $3
          UNION SELECT date_trunc('minute', arrived) FROM record_version
            WHERE feed_id = $1 AND arrived >= $2 AND arrived < $3) AS heard
        ORDER BY 1`,
      values: [feedId, new Date(at), new Date(Math.min(at + DAY, to))],
      rowMode: "array",
    });
    yield rows.map(([minute]) => minute);
  }
}

export type SeriesNames = { seriesId: number; metricId: string; vi: string; en: string };

/** What the assets of these series are called. */
export async function seriesNames(db: Db, ids: readonly number[]): Promise<SeriesNames[]> {
  const { rows } = await db.query<SeriesNames>(
    `SELECT s.id AS "seriesId", s.metric_id AS "metricId", a.name_vi AS vi, a.name_en AS en
     FROM series s JOIN asset a ON a.id = s.asset_id WHERE s.id = ANY($1)`,
    [ids],
  );
  return rows;
}

/** What feeds are called, by id. */
export async function feedNames(db: Db): Promise<Map<string, { vi: string; en: string }>> {
  const { rows } = await db.query<{ id: string; vi: string; en: string }>(
    "SELECT id, name_vi AS vi, name_en AS en FROM feed",
  );
  return new Map(rows.map(({ id, vi, en }) => [id, { vi, en }]));
}
