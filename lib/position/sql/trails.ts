import type { Db } from "#lib/db/pool.ts";
import { type PositionColumns, positionColumns } from "#lib/reading/frame.ts";
import { TRAIL_GAP_MS } from "../trail.ts";

type Row = [assetId: number, time: number, lon: number, lat: number];

/** Where everything moved since an instant (ms), one point an object each {@link TRAIL_GAP_MS}; by object, then oldest first. */
export async function recentTrails(db: Db, since: number): Promise<PositionColumns> {
  const { rows } = await db.query<Row>({
    text: `SELECT DISTINCT ON (asset_id, bucket) asset_id, date_part('epoch', time) * 1000, lon, lat
           FROM (SELECT asset_id, time, lon, lat,
                        floor(date_part('epoch', time) * 1000 / $2) AS bucket
                 FROM position WHERE time >= $1) p
           ORDER BY asset_id, bucket, time`,
    values: [new Date(since), TRAIL_GAP_MS],
    rowMode: "array",
  });
  const columns = positionColumns(rows.length);
  rows.forEach(([assetId, time, lon, lat], i) => {
    columns.ids[i] = assetId;
    columns.time[i] = Math.round(time);
    columns.lon[i] = lon;
    columns.lat[i] = lat;
  });
  return columns;
}
