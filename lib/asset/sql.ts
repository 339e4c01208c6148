import type { Db } from "#lib/db/pool.ts";
import type { Asset, Series, TrialAsset } from "./model.ts";

type AssetRow = {
  id: number;
  key: string;
  kind: string;
  name_vi: string;
  name_en: string;
  lon: number | null;
  lat: number | null;
  basin: string | null;
  unit_code: string | null;
  feed_id: string | null;
  illustrative: boolean;
};

/** Every asset of the province, by key. */
export async function allAssets(db: Db): Promise<Asset[]> {
  const { rows } = await db.query<AssetRow>(
    `SELECT id, key, kind, name_vi, name_en, lon, lat, basin, unit_code, feed_id,
            COALESCE((attributes->>'illustrative')::boolean, false) AS illustrative
     FROM province_asset ORDER BY key`,
  );
  return rows.map((r) => ({
    id: r.id,
    key: r.key,
    kind: r.kind,
    nameVi: r.name_vi,
    nameEn: r.name_en,
    lon: r.lon,
    lat: r.lat,
    basin: r.basin,
    unitCode: r.unit_code,
    feedId: r.feed_id,
    illustrative: r.illustrative,
  }));
}

type SeriesRow = { id: number; asset_id: number; metric_id: string; feed_id: string; period_s: number };

/** Every series of the province, by id. */
export async function allSeries(db: Db): Promise<Series[]> {
  const { rows } = await db.query<SeriesRow>(
    "SELECT id, asset_id, metric_id, feed_id, period_s FROM province_series ORDER BY id",
  );
  return rows.map((r) => ({
    id: r.id,
    assetId: r.asset_id,
    metricId: r.metric_id,
    feedId: r.feed_id,
    periodS: r.period_s,
  }));
}

const MOST_ON_TRIAL = 500;

/** Devices that are not confirmed and have a place, where they were last seen; the newest first. */
export async function assetsOnTrial(db: Db): Promise<TrialAsset[]> {
  const { rows } = await db.query<TrialAsset>(
    `SELECT a.id, a.key, a.name_vi AS "nameVi", a.name_en AS "nameEn", a.status,
       coalesce(p.lon, a.lon) AS lon, coalesce(p.lat, a.lat) AS lat
     FROM asset a LEFT JOIN latest_position p ON p.asset_id = a.id
     WHERE a.status IN ('unconfirmed', 'testing') AND coalesce(p.lon, a.lon) IS NOT NULL
       AND coalesce(p.lat, a.lat) IS NOT NULL
     ORDER BY a.created_at DESC, a.id LIMIT ${MOST_ON_TRIAL}`,
  );
  return rows;
}
