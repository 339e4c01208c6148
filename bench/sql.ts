import type { Db } from "#lib/db/pool.ts";

/** Makes assets `<prefix>00001` … of a feed with one series each. @returns the series, in the order of their keys */
export async function makeSeries(
  db: Db,
  { feedId, prefix, count, metric }: { feedId: string; prefix: string; count: number; metric: string },
): Promise<number[]> {
  await db.query(
    `INSERT INTO asset (key, kind, name_vi, name_en, feed_id)
     SELECT key, 'bench', key, key, $1::text FROM generate_series(1, $3::int) AS n, concat($2::text, lpad(n::text, 5, '0')) AS key`,
    [feedId, prefix, count],
  );
  const { rows } = await db.query<{ id: number }>(
    `INSERT INTO series (asset_id, metric_id, feed_id, period_s)
     SELECT id, $2::text, $1::text, 1 FROM asset WHERE feed_id = $1::text ORDER BY key RETURNING id`,
    [feedId, metric],
  );
  await db.query(`SELECT pg_notify('config', '{"changed":"asset"}')`);
  return rows.map((row) => row.id);
}

/** How many readings of a feed the counters say are stored. */
export async function storedOf(db: Db, feedId: string): Promise<{ stored: number; duplicates: number }> {
  const { rows } = await db.query<{ stored: number; duplicates: number }>(
    "SELECT stored, duplicates FROM feed_status WHERE feed_id = $1",
    [feedId],
  );
  return rows[0] ?? { stored: 0, duplicates: 0 };
}

/** Rows, and different sequence numbers among them, of [base, base + sent) since `since` (ms). */
export async function sequences(
  db: Db,
  { base, sent, since, metric }: { base: number; sent: number; since: number; metric: string },
): Promise<{ rows: number; different: number }> {
  const { rows } = await db.query<{ rows: number; different: number }>(
    `SELECT count(*) AS rows, count(DISTINCT value) AS different FROM reading
     WHERE time >= $3 AND value >= $1 AND value < $1 + $2
       AND series_id IN (SELECT id FROM series WHERE metric_id = $4 AND feed_id = 'bench')`,
    [base, sent, new Date(since), metric],
  );
  return rows[0] as { rows: number; different: number };
}

/** Fills a month of readings, one a minute, day by day from `from` (ms). */
export async function fillDay(db: Db, { from, series }: { from: number; series: number }): Promise<void> {
  await db.query(
    `INSERT INTO reading (series_id, time, arrived, value)
     SELECT s, t, t, 50 + 40 * sin(extract(epoch FROM t) / 7000 + s) FROM generate_series(1, $2::int) AS s,
       generate_series($1::timestamptz, $1::timestamptz + interval '23:59', '1 minute') AS t`,
    [new Date(from), series],
  );
}

/** Puts the rollups back to an instant (ms), as if the readings since then had just been closed. */
export async function rewindRollups(db: Db, to: number): Promise<void> {
  await db.query("UPDATE rollup_state SET closed_until = $1", [new Date(to)]);
  await db.query(
    `UPDATE rollup_progress SET until = CASE width WHEN '1d' THEN date_trunc('day', $1::timestamptz, local_zone())
       ELSE date_trunc('hour', $1::timestamptz) END`,
    [new Date(to)],
  );
  await db.query(
    `UPDATE latest l SET (time, arrived, value, quality) =
       (SELECT time, arrived, value, quality FROM reading r WHERE r.series_id = l.series_id ORDER BY time DESC LIMIT 1)`,
  );
  await db.query("ANALYZE");
}
