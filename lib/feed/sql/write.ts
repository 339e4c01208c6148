import type { Db } from "#lib/db/pool.ts";

/** What a transaction adds to the counters of one feed; `eventAt` (ms): the newest event time it stored. */
export type FeedCounts = {
  feedId: string;
  received: number;
  stored: number;
  duplicates: number;
  corrected: number;
  graded: number;
  refused: number;
  eventAt: number | null;
  /** undefined leaves the one that stands. */
  watermark?: unknown;
};

/** Adds to the counters, one entry a feed, ascending by feed; entries of feeds that are gone are passed over. */
export async function addFeedCounts(db: Db, counts: readonly FeedCounts[]): Promise<void> {
  if (counts.length === 0) return;
  await db.query({
    name: "feed-counts",
    text: `INSERT INTO feed_status AS s (feed_id, received, stored, duplicates, corrected, graded, refused, watermark,
        last_event_at, last_stored_at)
      SELECT f.id, d.received, d.stored, d.duplicates, d.corrected, d.graded, d.refused, d.watermark,
        to_timestamp(d."eventAt" / 1000), CASE WHEN d.stored > 0 THEN now() END
      FROM jsonb_to_recordset($1::jsonb) AS d ("feedId" text, received bigint, stored bigint, duplicates bigint,
        corrected bigint, graded bigint, refused bigint, "eventAt" float8, watermark jsonb)
      JOIN feed f ON f.id = d."feedId" ORDER BY f.id
      ON CONFLICT (feed_id) DO UPDATE SET
        received = s.received + excluded.received, stored = s.stored + excluded.stored,
        duplicates = s.duplicates + excluded.duplicates, corrected = s.corrected + excluded.corrected,
        graded = s.graded + excluded.graded, refused = s.refused + excluded.refused,
        watermark = coalesce(excluded.watermark, s.watermark),
        last_event_at = greatest(s.last_event_at, excluded.last_event_at),
        last_stored_at = coalesce(excluded.last_stored_at, s.last_stored_at), updated_at = now()`,
    values: [JSON.stringify(counts)],
  });
}

/** `payload`: the first 2,048 bytes as received. */
export type RefusedRow = {
  feedId: string;
  reason: string;
  detail: string | null;
  origin: string | null;
  payload: Uint8Array | null;
};

export async function insertFeedErrors(db: Db, rows: readonly RefusedRow[]): Promise<void> {
  if (rows.length === 0) return;
  await db.query({
    name: "feed-error-insert",
    text: `INSERT INTO feed_error (feed_id, reason, detail, origin, payload)
      SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::bytea[])`,
    values: [
      rows.map((r) => r.feedId),
      rows.map((r) => r.reason),
      rows.map((r) => r.detail),
      rows.map((r) => r.origin),
      rows.map((r) => r.payload && Buffer.from(r.payload)),
    ],
  });
}

export type RefusalCount = { feedId: string; reason: string; count: number };

/** Adds to the counts of today, the local day; one entry a feed and reason. */
export async function addRefusalCounts(db: Db, counts: readonly RefusalCount[]): Promise<void> {
  if (counts.length === 0) return;
  await db.query({
    name: "feed-error-count",
    text: `INSERT INTO feed_error_count AS c (feed_id, reason, day, count)
      SELECT feed_id, reason, (now() AT TIME ZONE local_zone())::date, n
      FROM unnest($1::text[], $2::text[], $3::int8[]) AS d (feed_id, reason, n) ORDER BY 1, 2
      ON CONFLICT (feed_id, reason, day) DO UPDATE SET count = c.count + excluded.count`,
    values: [counts.map((c) => c.feedId), counts.map((c) => c.reason), counts.map((c) => c.count)],
  });
}
