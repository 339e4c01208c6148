import { publish } from "#lib/db/bus.ts";
import type { Db } from "#lib/db/pool.ts";
import type { Confirmation, WaitingAsset } from "../review.ts";

/** Devices that nobody has confirmed, those on test last, the oldest first; times in ms. An agency sees its own. */
export async function waitingAssets(db: Db, scope: string | null): Promise<WaitingAsset[]> {
  const { rows } = await db.query<WaitingAsset>(
    `SELECT a.id, a.key, a.kind, a.status, a.name_vi AS "nameVi", a.name_en AS "nameEn",
       coalesce(a.lon, p.lon) AS lon, coalesce(a.lat, p.lat) AS lat,
       a.feed_id AS "feedId", f.name_vi AS "feedNameVi", f.name_en AS "feedNameEn",
       round(date_part('epoch', a.created_at) * 1000) AS "createdAt",
       coalesce((SELECT jsonb_agg(jsonb_build_object('metricId', m.id, 'unit', m.unit, 'decimals', m.decimals,
           'value', l.value, 'at', extract(epoch FROM l.time) * 1000) ORDER BY m.id)
         FROM series s JOIN metric m ON m.id = s.metric_id JOIN latest l ON l.series_id = s.id
         WHERE s.asset_id = a.id AND l.time IS NOT NULL), '[]') AS values
     FROM asset a LEFT JOIN feed f ON f.id = a.feed_id LEFT JOIN latest_position p ON p.asset_id = a.id
     WHERE a.status IN ('unconfirmed', 'testing') AND ($1::text IS NULL OR coalesce(a.agency_id, f.agency_id) = $1)
     ORDER BY a.status DESC, a.created_at, a.id LIMIT 500`,
    [scope],
  );
  return rows;
}

/** @returns the asset's key, or undefined when it was not waiting or on test. Writers and screens hear it on the bus. */
export async function confirmAsset(db: Db, id: number, given: Confirmation): Promise<string | undefined> {
  return review(
    db,
    `UPDATE asset SET status = 'confirmed', name_vi = $2, name_en = $3, kind = $4, lon = $5, lat = $6
     WHERE id = $1 AND status IN ('unconfirmed', 'testing') RETURNING key`,
    [id, given.nameVi, given.nameEn, given.kind, given.lon, given.lat],
  );
}

/** Takes it out of the province's sight, its data stay. @returns as {@link confirmAsset} */
export async function testAsset(db: Db, id: number): Promise<string | undefined> {
  return review(
    db,
    "UPDATE asset SET status = 'testing' WHERE id = $1 AND status IN ('unconfirmed', 'confirmed') RETURNING key",
    [id],
  );
}

/** Its data stay; what it sends from now on is refused. @returns as {@link confirmAsset} */
export async function retireAsset(db: Db, id: number): Promise<string | undefined> {
  return review(
    db,
    `UPDATE asset SET status = 'retired', valid_to = greatest(CURRENT_DATE, valid_from + 1)
     WHERE id = $1 AND status IN ('unconfirmed', 'testing') RETURNING key`,
    [id],
  );
}

async function review(db: Db, text: string, values: unknown[]): Promise<string | undefined> {
  const { rows } = await db.query<{ key: string }>(text, values);
  if (rows[0]) await publish(db, "config", [JSON.stringify({ changed: "asset" })]);
  return rows[0]?.key;
}
