import type { Db } from "#lib/db/pool.ts";
import { type PositionColumns, positionColumns } from "#lib/reading/frame.ts";
import type { Position } from "#lib/reading/model.ts";

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

/** Where one asset went between two instants (ms, the second exclusive), oldest first; of more than `limit` the newest. */
export async function track(
  db: Db,
  { assetId, from, to, limit = 5_000 }: { assetId: number; from: number; to: number; limit?: number },
): Promise<Position[]> {
  const { rows } = await db.query<Row>({
    text: `SELECT ${COLUMNS} FROM position WHERE asset_id = $1 AND time >= $2 AND time < $3 ORDER BY time DESC LIMIT $4`,
    values: [assetId, new Date(from), new Date(to), limit],
    rowMode: "array",
  });
  return rows.reverse().map((row) => ({
    assetId: row[0],
    time: Math.round(row[1]),
    lon: row[2],
    lat: row[3],
    speed: row[4],
    course: row[5],
    quality: row[6],
  }));
}
