import { publish } from "#lib/db/bus.ts";
import type { Db } from "#lib/db/pool.ts";
import type { FeedRow } from "#lib/protocol.ts";
import { SILENT_MS } from "#lib/pulse/model.ts";
import type { Feed, FeedState } from "./model.ts";

/** What ingest hears on the channel `config`: it restarts the feeds that changed. */
const CHANGED = JSON.stringify({ changed: "feed" });

const FEED = `f.id, f.kind, f.name_vi AS "nameVi", f.name_en AS "nameEn", f.agency_id AS "agencyId", f.config,
  f.period_s AS "periodS", f.unknown_asset AS "unknownAsset", f.simulated, f.enabled`;

/** Every feed, by id. */
export async function allFeeds(db: Db): Promise<Feed[]> {
  const { rows } = await db.query<Feed>(`SELECT ${FEED} FROM feed f ORDER BY id`);
  return rows;
}

export async function feedById(db: Db, id: string): Promise<Feed | undefined> {
  const { rows } = await db.query<Feed>(`SELECT ${FEED} FROM feed f WHERE id = $1`, [id]);
  return rows[0];
}

/** Makes the feed or brings it to what is given; its token, status and counters stay. Tells the bus. */
export async function saveFeed(db: Db, feed: Feed): Promise<void> {
  await db.query(
    `WITH saved AS (
       INSERT INTO feed (id, kind, name_vi, name_en, agency_id, config, period_s, unknown_asset, simulated, enabled)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
       ON CONFLICT (id) DO UPDATE SET kind = $2, name_vi = $3, name_en = $4, agency_id = $5, config = $6,
         period_s = $7, unknown_asset = $8, simulated = $9, enabled = $10, updated_at = now()
       RETURNING id)
     INSERT INTO feed_status (feed_id) SELECT id FROM saved ON CONFLICT DO NOTHING`,
    [
      feed.id,
      feed.kind,
      feed.nameVi,
      feed.nameEn,
      feed.agencyId,
      JSON.stringify(feed.config ?? {}),
      feed.periodS,
      feed.unknownAsset,
      feed.simulated,
      feed.enabled,
    ],
  );
  await publish(db, "config", [CHANGED]);
}

/** SHA-256 of the feed's bearer token; undefined when there is no such feed, null when it takes no push. */
export async function feedTokenHash(db: Db, id: string): Promise<Buffer | null | undefined> {
  const { rows } = await db.query<{ token_hash: Buffer | null }>(
    "SELECT token_hash FROM feed WHERE id = $1",
    [id],
  );
  return rows[0]?.token_hash;
}

/** @param hash SHA-256 of the token; null takes the right to push away */
export async function setFeedTokenHash(db: Db, id: string, hash: Uint8Array | null): Promise<void> {
  await db.query("UPDATE feed SET token_hash = $2, updated_at = now() WHERE id = $1", [id, hash]);
  await publish(db, "config", [CHANGED]);
}

/** What a worker of the feed says of its own connection. `by`: the ingest process that says so; not heard while another one has the lease. */
export type FeedWork = { feedId: string; state: FeedState; detail?: string; holder?: string; by?: string };

/** @returns whether the state or the holder changed, so that only news are published. */
export async function setFeedState(db: Db, work: FeedWork): Promise<boolean> {
  const { rowCount } = await db.query(
    `INSERT INTO feed_status AS s (feed_id, state, detail, holder)
     SELECT $1::text, $2::text, $3::text, $4::text WHERE $5::text IS NULL OR NOT EXISTS (
       SELECT FROM feed_lease l JOIN ingest_process p ON p.member = l.member WHERE l.feed_id = $1 AND p.name <> $5)
     ON CONFLICT (feed_id) DO UPDATE SET state = $2, detail = $3, holder = $4, updated_at = now()
     WHERE (s.state, s.detail, s.holder) IS DISTINCT FROM ($2::text, $3::text, $4::text)`,
    [work.feedId, work.state, work.detail ?? null, work.holder ?? null, work.by ?? null],
  );
  return (rowCount ?? 0) > 0;
}

/** How far a polled source has been read, as its feed kind wrote it; undefined before the first time. */
export async function feedWatermark(db: Db, id: string): Promise<unknown> {
  const { rows } = await db.query<{ watermark: unknown }>(
    "SELECT watermark FROM feed_status WHERE feed_id = $1",
    [id],
  );
  return rows[0]?.watermark ?? undefined;
}

/**
 * Every feed with its state and counters, by Vietnamese name; times in ms. `scope`: an agency is told the words of the
 * connections of its own feeds alone.
 */
export async function feedRows(db: Db, scope: string | null = null): Promise<FeedRow[]> {
  const { rows } = await db.query<FeedRow>(
    `SELECT f.id AS "feedId", f.name_vi AS "nameVi", f.name_en AS "nameEn", f.kind, f.period_s AS "periodS",
       f.simulated, f.enabled,
       CASE WHEN s.state = 'live' AND l.feed_id IS NOT NULL AND NOT coalesce(p.stores, false) THEN 'stalled'
         ELSE coalesce(s.state, 'waiting') END AS state,
       CASE WHEN $1::text IS NULL OR f.agency_id = $1 THEN s.detail END AS detail,
       coalesce(s.received, 0) AS received, coalesce(s.stored, 0) AS stored,
       coalesce(s.duplicates, 0) AS duplicates, coalesce(s.corrected, 0) AS corrected,
       coalesce(s.graded, 0) AS graded, coalesce(s.refused, 0) AS refused,
       round(date_part('epoch', s.last_event_at) * 1000) AS "lastEventAt",
       round(date_part('epoch', s.last_stored_at) * 1000) AS "lastStoredAt",
       CASE WHEN n.count > 0 THEN jsonb_build_object('refused', n.count, 'waiting',
         (SELECT count(*) FROM asset WHERE feed_id = f.id AND status = 'unconfirmed')) END AS "tooManyNew"
     FROM feed f LEFT JOIN feed_status s ON s.feed_id = f.id
     LEFT JOIN feed_error_count n ON n.feed_id = f.id AND n.reason = 'too_many_new_assets'
       AND n.day = (now() AT TIME ZONE local_zone())::date
     LEFT JOIN feed_lease l ON l.feed_id = f.id
     LEFT JOIN LATERAL (
       SELECT beat_at > now() - $2 * interval '1 ms'
         AND coalesce(deaf_reason, '') NOT IN ('not_stored', 'disk_full') AS stores
       FROM ingest_process WHERE member = l.member) p ON true
     ORDER BY f.name_vi, f.id`,
    [scope, SILENT_MS],
  );
  return rows;
}

/** One refusal as kept; `payload` holds at most its first 2,048 bytes. */
export type FeedError = {
  at: number;
  feedId: string;
  reason: string;
  detail: string | null;
  origin: string | null;
  payload: Buffer | null;
};

/** The newest refusals of a feed, or of all of them. */
export async function newestFeedErrors(db: Db, limit: number, feedId?: string): Promise<FeedError[]> {
  const { rows } = await db.query<FeedError>(
    `SELECT round(date_part('epoch', at) * 1000) AS at, feed_id AS "feedId", reason, detail, origin, payload
     FROM feed_error WHERE $2::text IS NULL OR feed_id = $2 ORDER BY at DESC LIMIT $1`,
    [limit, feedId ?? null],
  );
  return rows;
}

export type FeedErrorCount = { feedId: string; reason: string; day: string; count: number };

/** How often each reason refused something, by feed and local day, since `day` (YYYY-MM-DD). */
export async function feedErrorCounts(db: Db, day: string): Promise<FeedErrorCount[]> {
  const { rows } = await db.query<FeedErrorCount>(
    `SELECT feed_id AS "feedId", reason, day::text, count FROM feed_error_count WHERE day >= $1
     ORDER BY day DESC, feed_id, count DESC`,
    [day],
  );
  return rows;
}
