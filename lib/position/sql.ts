import type { Db } from "#lib/db/pool.ts";
import { type PositionColumns, positionColumns } from "#lib/reading/frame.ts";

type Row = [
  assetId: number,
  time: number,
  lon: number,
  lat: number,
  speed: number | null,
  course: number | null,
  quality: number,
];
const COLUMNS = "asset_id, date_part('epoch', time) * 1000, lon, lat, speed, course, quality";

/** Where every asset was last seen, as packed columns; speed and course NaN when unknown. */
export async function latestPositions(db: Db): Promise<PositionColumns> {
  const { rows } = await db.query<Row>({ text: `SELECT ${COLUMNS} FROM latest_position`, rowMode: "array" });
  const columns = positionColumns(rows.length);
  rows.forEach((row, i) => {
    columns.ids[i] = row[0];
    columns.time[i] = Math.round(row[1]);
    columns.lon[i] = row[2];
    columns.lat[i] = row[3];
    columns.speed[i] = row[4] ?? Number.NaN;
    columns.course[i] = row[5] ?? Number.NaN;
    columns.quality[i] = row[6];
  });
  return columns;
}
