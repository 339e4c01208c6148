import type { Db } from "#lib/db/pool.ts";
import { type ReadingColumns, readingColumns } from "./frame.ts";

type Row = [seriesId: number, time: number, value: number, quality: number];
const COLUMNS = "series_id, date_part('epoch', time) * 1000, value, quality";

/** The newest reading of every series that has one, as packed columns in no particular order. */
export async function latestReadings(db: Db): Promise<ReadingColumns> {
  const { rows } = await db.query<Row>({
    text: `SELECT ${COLUMNS} FROM latest WHERE time IS NOT NULL`,
    rowMode: "array",
  });
  return packed(rows);
}

function packed(rows: Row[]): ReadingColumns {
  const columns = readingColumns(rows.length);
  rows.forEach(([seriesId, time, value, quality], i) => {
    columns.ids[i] = seriesId;
    columns.time[i] = Math.round(time);
    columns.value[i] = value;
    columns.quality[i] = quality;
  });
  return columns;
}
