import type { Db } from "#lib/db/pool.ts";

type Named = { nameVi: string; nameEn: string };
/** By what rules are narrowed, and the names that their targets are said with. */
export type PlaceRows = {
  feeds: ({ id: string } & Named)[];
  units: ({ code: string } & Named)[];
  kinds: string[];
  basins: string[];
  records: string[];
  metrics: string[];
};

export async function rulePlaces(db: Db): Promise<PlaceRows> {
  const { rows } = await db.query<PlaceRows>(
    `SELECT
       (SELECT coalesce(jsonb_agg(jsonb_build_object('id', id, 'nameVi', name_vi, 'nameEn', name_en)
          ORDER BY name_vi), '[]') FROM feed) AS feeds,
       (SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'nameVi', name_vi, 'nameEn', name_en)
          ORDER BY name_vi), '[]') FROM admin_unit WHERE valid_to IS NULL
          AND code IN (SELECT unit_code FROM province_asset)) AS units,
       ARRAY(SELECT DISTINCT kind FROM province_asset ORDER BY 1) AS kinds,
       ARRAY(SELECT DISTINCT basin FROM province_asset WHERE basin IS NOT NULL ORDER BY 1) AS basins,
       ARRAY(SELECT DISTINCT type::text FROM record ORDER BY 1) AS records,
       ARRAY(SELECT DISTINCT metric_id::text FROM province_series ORDER BY 1) AS metrics`,
  );
  return rows[0] as PlaceRows;
}

export type StationRow = { id: number; metrics: string[] } & Named;

/** Every station with what it measures, by name. */
export async function stationRows(db: Db): Promise<StationRow[]> {
  const { rows } = await db.query<StationRow>(
    `SELECT a.id, a.name_vi AS "nameVi", a.name_en AS "nameEn", array_agg(s.metric_id::text) AS metrics
     FROM province_asset a JOIN province_series s ON s.asset_id = a.id GROUP BY a.id, a.name_vi, a.name_en
     ORDER BY a.name_vi, a.id`,
  );
  return rows;
}
