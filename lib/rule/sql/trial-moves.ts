import type { Db } from "#lib/db/pool.ts";
import { SUSPECT } from "#lib/reading/model.ts";

/** Histories of what moves, of forecasts and of records, for trials. Batches keep memory the same for any span. */

const BATCH = 20_000;
const ms = (column: string) => `(extract(epoch FROM ${column}) * 1000)::float8`;

export type Move = { time: number; lon: number; lat: number; speed: number | null };

/** The good positions of one asset, oldest first. */
export async function* movesOf(
  db: Db,
  { assetId, from, to }: { assetId: number; from: number; to: number },
): AsyncGenerator<Move[]> {
  for (let at = from; at < to; ) {
    const { rows } = await db.query<Move>({
      name: "trial-moves",
      text: `SELECT ${ms("time")} AS time, lon, lat, speed FROM position
        WHERE asset_id = $1 AND time >= $2 AND time < $3 AND quality & ${SUSPECT} = 0 ORDER BY time LIMIT ${BATCH}`,
      values: [assetId, new Date(at), new Date(to)],
    });
    yield rows;
    if (rows.length < BATCH) return;
    at = (rows[rows.length - 1] as Move).time + 1;
  }
}

/** What these assets are called. */
export async function assetNames(
  db: Db,
  ids: readonly number[],
): Promise<Map<number, { vi: string; en: string }>> {
  const { rows } = await db.query<{ id: number; vi: string; en: string }>(
    "SELECT id, name_vi AS vi, name_en AS en FROM asset WHERE id = ANY($1)",
    [ids],
  );
  return new Map(rows.map(({ id, vi, en }) => [id, { vi, en }]));
}

export type PastIssue = { source: string; issuedAt: number; points: { at: number; value: number }[] };

/** Every issue for one series that was issued in the span, oldest first. */
export async function issuesOf(
  db: Db,
  { seriesId, from, to }: { seriesId: number; from: number; to: number },
): Promise<PastIssue[]> {
  const { rows } = await db.query<PastIssue>({
    name: "trial-issues",
    text: `SELECT source, ${ms("issued_at")} AS "issuedAt",
        jsonb_agg(jsonb_build_object('at', ${ms("valid_at")}, 'value', value) ORDER BY valid_at) AS points
      FROM forecast WHERE series_id = $1 AND issued_at >= $2 AND issued_at < $3
      GROUP BY source, issued_at ORDER BY issued_at`,
    values: [seriesId, new Date(from), new Date(to)],
  });
  return rows;
}

export type PastRecord = {
  feedId: string;
  key: string;
  title: string | null;
  state: string;
  severity: number;
  changedAt: number;
  openedAt: number;
  dueAt: number | null;
  closedAt: number | null;
};

/** Every version of the records of a type until `to`, record by record, oldest first; those that were over by `from` are left out. */
export async function versionsOf(
  db: Db,
  of: { type: string; feedId?: string; from: number; to: number; most: number },
): Promise<PastRecord[]> {
  const { rows } = await db.query<PastRecord>({
    name: "trial-versions",
    text: `SELECT v.feed_id AS "feedId", v.key, v.title, v.state, v.severity, ${ms("v.changed_at")} AS "changedAt",
        ${ms("v.opened_at")} AS "openedAt", ${ms("v.due_at")} AS "dueAt", ${ms("v.closed_at")} AS "closedAt"
      FROM record_version v JOIN record r USING (feed_id, type, key)
      WHERE v.type = $1 AND ($2::text IS NULL OR v.feed_id = $2) AND v.changed_at < $4
        AND (r.closed_at IS NULL OR r.closed_at >= $3)
      ORDER BY v.feed_id, v.key, v.changed_at LIMIT $5`,
    values: [of.type, of.feedId ?? null, new Date(of.from), new Date(of.to), of.most],
  });
  return rows;
}
