import { publish } from "#lib/db/bus.ts";
import type { Db } from "#lib/db/pool.ts";
import type { WaitingAsset } from "../review.ts";

/** Assets that a device named and nobody has looked at yet, the oldest first; times in ms. An agency sees its own. */
export async function waitingAssets(db: Db, scope: string | null): Promise<WaitingAsset[]> {
  const { rows } = await db.query<WaitingAsset>(
    `SELECT a.id, a.key, a.kind, a.name_vi AS "nameVi", a.name_en AS "nameEn", a.lon, a.lat,
       a.feed_id AS "feedId", f.name_vi AS "feedNameVi", f.name_en AS "feedNameEn",
       round(date_part('epoch', a.created_at) * 1000) AS "createdAt",
       coalesce((SELECT array_agg(s.metric_id::text ORDER BY s.metric_id) FROM series s WHERE s.asset_id = a.id), '{}')
         AS metrics
     FROM asset a LEFT JOIN feed f ON f.id = a.feed_id
     WHERE a.status = 'unconfirmed' AND ($1::text IS NULL OR coalesce(a.agency_id, f.agency_id) = $1)
     ORDER BY a.created_at, a.id LIMIT 500`,
    [scope],
  );
  return rows;
}

/** What a person says of a device that waited. Degrees WGS 84. */
export type Confirmation = {
  nameVi: string;
  nameEn: string;
  kind: string;
  lon: number | null;
  lat: number | null;
};

/** @returns the asset's key, or undefined when it was not waiting. Writers and screens hear it on the bus. */
export async function confirmAsset(db: Db, id: number, given: Confirmation): Promise<string | undefined> {
  return review(
    db,
    `UPDATE asset SET status = 'confirmed', name_vi = $2, name_en = $3, kind = $4, lon = $5, lat = $6
     WHERE id = $1 AND status = 'unconfirmed' RETURNING key`,
    [id, given.nameVi, given.nameEn, given.kind, given.lon, given.lat],
  );
}

/** Its data stay; what it sends from now on is refused. @returns as {@link confirmAsset} */
export async function retireAsset(db: Db, id: number): Promise<string | undefined> {
  return review(
    db,
    `UPDATE asset SET status = 'retired', valid_to = greatest(CURRENT_DATE, valid_from + 1)
     WHERE id = $1 AND status = 'unconfirmed' RETURNING key`,
    [id],
  );
}

async function review(db: Db, text: string, values: unknown[]): Promise<string | undefined> {
  const { rows } = await db.query<{ key: string }>(text, values);
  if (rows[0]) await publish(db, "config", [JSON.stringify({ changed: "asset" })]);
  return rows[0]?.key;
}
