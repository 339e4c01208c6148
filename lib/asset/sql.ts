import type { Db } from "#lib/db/pool.ts";
import type { Asset, Series } from "./model.ts";

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
  status: Asset["status"];
  illustrative: boolean;
};

/** Every asset that is not retired, by key. */
export async function allAssets(db: Db): Promise<Asset[]> {
  const { rows } = await db.query<AssetRow>(
    `SELECT id, key, kind, name_vi, name_en, lon, lat, basin, unit_code, feed_id, status,
            COALESCE((attributes->>'illustrative')::boolean, false) AS illustrative
     FROM asset WHERE status <> 'retired' ORDER BY key`,
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
    status: r.status,
    illustrative: r.illustrative,
  }));
}

type SeriesRow = { id: number; asset_id: number; metric_id: string; feed_id: string; period_s: number };

/** Every series of assets that are not retired, by id. */
export async function allSeries(db: Db): Promise<Series[]> {
  const { rows } = await db.query<SeriesRow>(
    `SELECT s.id, s.asset_id, s.metric_id, s.feed_id, s.period_s
     FROM series s JOIN asset a ON a.id = s.asset_id WHERE a.status <> 'retired' ORDER BY s.id`,
  );
  return rows.map((r) => ({
    id: r.id,
    assetId: r.asset_id,
    metricId: r.metric_id,
    feedId: r.feed_id,
    periodS: r.period_s,
  }));
}
