import type { Asset } from "#lib/asset/model.ts";
import { publish } from "#lib/db/bus.ts";
import type { Db } from "#lib/db/pool.ts";

export type NewAsset = Omit<Asset, "id" | "status" | "illustrative"> & {
  agencyId: string | null;
  /** `illustrative`, facts with their source, and what a kind wants to keep. */
  attributes: Record<string, unknown>;
  /** Local date YYYY-MM-DD. */
  validFrom: string;
};

/**
 * Makes confirmed assets or brings those of the same key to what is given; attributes that are not given stay.
 * Tells the bus (channel `config`, payload `asset`).
 * @returns the id of each key
 */
export async function saveAssets(db: Db, assets: readonly NewAsset[]): Promise<Map<string, number>> {
  const { rows } = await db.query<{ key: string; id: number }>(
    `INSERT INTO asset AS a (key, kind, name_vi, name_en, lon, lat, basin, unit_code, agency_id, feed_id, attributes, valid_from)
     SELECT key, kind, "nameVi", "nameEn", lon, lat, basin, "unitCode", "agencyId", "feedId", attributes, "validFrom"
     FROM jsonb_to_recordset($1::jsonb) AS g (key text, kind text, "nameVi" text, "nameEn" text, lon float8, lat float8,
       basin text, "unitCode" text, "agencyId" text, "feedId" text, attributes jsonb, "validFrom" date)
     ON CONFLICT (key) DO UPDATE SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en,
       lon = excluded.lon, lat = excluded.lat, basin = excluded.basin, unit_code = excluded.unit_code,
       agency_id = excluded.agency_id, feed_id = excluded.feed_id, attributes = a.attributes || excluded.attributes,
       valid_from = excluded.valid_from, status = 'confirmed'
     RETURNING key, id`,
    [JSON.stringify(assets)],
  );
  if (rows.length > 0) await publish(db, "config", ["asset"]);
  return new Map(rows.map(({ key, id }) => [key, id]));
}
