import type { Client, Db } from "#lib/db/pool.ts";
import { SUSPECT } from "#lib/reading/model.ts";

/** A series as the judge needs it; times in ms, null when it was never heard. */
export type WatchedSeries = {
  seriesId: number;
  assetId: number;
  assetKey: string;
  assetKind: string;
  metricId: string;
  feedId: string;
  /** Of the asset, else of the feed. */
  agencyId: string | null;
  basin: string | null;
  unitCode: string | null;
  feeder: string | null;
  periodMs: number;
  time: number | null;
  quality: number | null;
};

/** Every series of the province, with the time of its newest reading. */
export async function watchedSeries(db: Db): Promise<WatchedSeries[]> {
  const { rows } = await db.query<WatchedSeries>(
    `SELECT s.id AS "seriesId", s.asset_id AS "assetId", a.key AS "assetKey", a.kind AS "assetKind",
       s.metric_id AS "metricId", s.feed_id AS "feedId",
       coalesce(a.agency_id, f.agency_id) AS "agencyId", a.basin, a.unit_code AS "unitCode",
       a.attributes->>'feeder' AS feeder, s.period_s * 1000 AS "periodMs", (extract(epoch FROM l.time) * 1000)::float8 AS time, l.quality
     FROM province_series s JOIN province_asset a ON a.id = s.asset_id JOIN feed f ON f.id = s.feed_id
     LEFT JOIN latest l ON l.series_id = s.id ORDER BY s.id`,
  );
  return rows;
}

/** A thing that moves, as the judge needs it; where it was last seen, ms. */
export type WatchedMover = {
  assetId: number;
  assetKey: string;
  assetKind: string;
  feedId: string;
  agencyId: string | null;
  basin: string | null;
  unitCode: string | null;
  feeder: string | null;
  seen: MoverHeard | null;
};

/** Every asset that a feed may move, with its last known place. */
export async function watchedMovers(db: Db): Promise<WatchedMover[]> {
  const { rows } = await db.query<WatchedMover>(
    `SELECT a.id AS "assetId", a.key AS "assetKey", a.kind AS "assetKind", a.feed_id AS "feedId", coalesce(a.agency_id, f.agency_id) AS "agencyId", a.basin, a.unit_code AS "unitCode",
       a.attributes->>'feeder' AS feeder,
       CASE WHEN p.asset_id IS NOT NULL THEN jsonb_build_object('assetId', a.id, 'lon', p.lon, 'lat', p.lat,
         'speed', p.speed, 'quality', p.quality, 'time', extract(epoch FROM p.time) * 1000) END AS seen
     FROM province_asset a JOIN feed f ON f.id = a.feed_id LEFT JOIN latest_position p ON p.asset_id = a.id
     ORDER BY a.id`,
  );
  return rows;
}

export type MoverHeard = {
  assetId: number;
  time: number;
  lon: number;
  lat: number;
  speed: number | null;
  quality: number;
};

/** Where each of these was last seen, whoever stored it. */
export async function moversHeard(db: Db, ids: readonly number[]): Promise<MoverHeard[]> {
  const { rows } = await db.query<MoverHeard>({
    name: "watch-movers-heard",
    text: `SELECT asset_id AS "assetId", (extract(epoch FROM time) * 1000)::float8 AS time, lon, lat, speed, quality
      FROM latest_position WHERE asset_id = ANY($1)`,
    values: [ids],
  });
  return rows;
}

export type WatchedFeed = {
  feedId: string;
  agencyId: string | null;
  periodMs: number;
  simulated: boolean;
  enabled: boolean;
};

export async function watchedFeeds(db: Db): Promise<WatchedFeed[]> {
  const { rows } = await db.query<WatchedFeed>(
    `SELECT id AS "feedId", agency_id AS "agencyId", period_s * 1000 AS "periodMs", simulated, enabled FROM feed ORDER BY id`,
  );
  return rows;
}

export type FeedHeard = { feedId: string; time: number };

/** When each feed last stored anything: readings, positions or records. Feeds that never did are left out. */
export async function feedsHeard(db: Db): Promise<FeedHeard[]> {
  const { rows } = await db.query<FeedHeard>({
    name: "watch-feeds-heard",
    text: `SELECT feed_id AS "feedId", (extract(epoch FROM last_stored_at) * 1000)::float8 AS time
      FROM feed_status WHERE last_stored_at IS NOT NULL`,
  });
  return rows;
}

export type SeriesHeard = { seriesId: number; time: number; quality: number };

/** The newest reading of each of these series, whoever stored it. */
export async function seriesHeard(db: Db, ids: readonly number[]): Promise<SeriesHeard[]> {
  const { rows } = await db.query<SeriesHeard>({
    name: "watch-series-heard",
    text: `SELECT series_id AS "seriesId", (extract(epoch FROM time) * 1000)::float8 AS time, quality
      FROM latest WHERE series_id = ANY($1) AND time IS NOT NULL`,
    values: [ids],
  });
  return rows;
}

/** Of one series: a reading a second for more than an hour. */
const MOST_PAST = 5_000;
const SERIES_A_QUERY = 200;

/** The good readings of each series since a time (ms), ascending; of very many the newest. */
export async function pastReadings(
  db: Db,
  wishes: readonly { seriesId: number; since: number }[],
): Promise<Map<number, [time: number, value: number][]>> {
  const past = new Map<number, [number, number][]>();
  for (let i = 0; i < wishes.length; i += SERIES_A_QUERY) {
    const some = wishes.slice(i, i + SERIES_A_QUERY);
    const { rows } = await db.query<[seriesId: number, time: number, value: number]>({
      name: "watch-past",
      text: `SELECT w.id, round(date_part('epoch', r.time) * 1000), r.value
        FROM unnest($1::int4[], $2::timestamptz[]) AS w (id, since) CROSS JOIN LATERAL (
          SELECT time, value FROM reading
          WHERE series_id = w.id AND time >= w.since AND quality & ${SUSPECT} = 0
          ORDER BY time DESC LIMIT ${MOST_PAST}) AS r
        ORDER BY w.id, r.time`,
      values: [some.map((w) => w.seriesId), some.map((w) => new Date(w.since))],
      rowMode: "array",
    });
    for (const [seriesId, time, value] of rows) {
      const list = past.get(seriesId);
      if (list) list.push([time, value]);
      else past.set(seriesId, [[time, value]]);
    }
  }
  return past;
}

export type SavedState = { ruleId: string; object: string; version: number; state: unknown };

/** What was remembered, of every object. */
export async function ruleStates(db: Db): Promise<SavedState[]> {
  const { rows } = await db.query<SavedState>(
    `SELECT rule_id AS "ruleId", object, (state->>'version')::int AS version, state->'state' AS state FROM rule_state`,
  );
  return rows;
}

export async function saveRuleStates(client: Client, states: readonly SavedState[]): Promise<void> {
  if (states.length === 0) return;
  await client.query({
    name: "watch-save-states",
    text: `INSERT INTO rule_state (rule_id, object, state)
      SELECT "ruleId", object, jsonb_build_object('version', version, 'state', state)
      FROM jsonb_to_recordset($1::jsonb) AS s ("ruleId" text, object text, version int, state jsonb)
      ORDER BY 1, 2
      ON CONFLICT (rule_id, object) DO UPDATE SET state = excluded.state`,
    values: [JSON.stringify(states)],
  });
}
