import type { AssetStatus } from "#lib/asset/model.ts";
import type { Db } from "#lib/db/pool.ts";

/** What the register knows of one asset key and metric that a device named; in the order asked. */
export type Located = {
  assetId: number | null;
  assetStatus: AssetStatus | null;
  assetFeed: string | null;
  seriesId: number | null;
  seriesFeed: string | null;
  periodS: number | null;
  /** Range that is believable at this very place: asset.attributes.plausible.<metric> = [min, max]. */
  plausible: unknown;
  latestTime: number | null;
  latestValue: number | null;
  /** The name under which the asking feed speaks of the asset; null before it spoke. */
  speaker: string | null;
  kind: string | null;
  /** Where it was last, when a position was asked for. */
  place: { time: number; lon: number; lat: number } | null;
};

type Row = {
  asset_id: number | null;
  status: Located["assetStatus"];
  asset_feed: string | null;
  series_id: number | null;
  series_feed: string | null;
  period_s: number | null;
  plausible: unknown;
  time: Date | null;
  value: number | null;
  speaker: string | null;
  kind: string | null;
  place_time: Date | null;
  lon: number | null;
  lat: number | null;
};

/** One answer for each (key, metric), index by index. `feedId`: the feed that asks, where a name is at stake. */
export async function locate(
  db: Db,
  keys: string[],
  metrics: string[],
  feedId: string | null = null,
): Promise<Located[]> {
  const { rows } = await db.query<Row>({
    name: "asset-locate",
    text: `SELECT a.id AS asset_id, a.status, a.feed_id AS asset_feed, s.id AS series_id, s.feed_id AS series_feed,
                  s.period_s, a.attributes->'plausible'->w.metric AS plausible, l.time, l.value, n.name AS speaker, a.kind,
                  p.time AS place_time, p.lon, p.lat
           FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS w(key, metric, n)
           LEFT JOIN asset a ON a.key = w.key
           LEFT JOIN series s ON s.asset_id = a.id AND s.metric_id = w.metric
           LEFT JOIN latest l ON l.series_id = s.id
           LEFT JOIN latest_position p ON p.asset_id = a.id AND w.metric = 'position'
             AND p.quality & 2 = 0
           LEFT JOIN asset_name n ON n.asset_id = a.id AND n.feed_id = $3
           ORDER BY w.n`,
    values: [keys, metrics, feedId],
  });
  return rows.map((r) => ({
    assetId: r.asset_id,
    assetStatus: r.status,
    assetFeed: r.asset_feed,
    seriesId: r.series_id,
    seriesFeed: r.series_feed,
    periodS: r.period_s,
    plausible: r.plausible,
    latestTime: r.time?.getTime() ?? null,
    latestValue: r.value,
    speaker: r.speaker,
    kind: r.kind,
    place: r.place_time && { time: r.place_time.getTime(), lon: r.lon as number, lat: r.lat as number },
  }));
}
