import { float8Array, int2Array, int4Array, timestamptzArray } from "#lib/db/binary.ts";
import type { Db } from "#lib/db/pool.ts";
import type { PositionColumns } from "#lib/reading/frame.ts";

const sent = (first: number) =>
  `unnest($${first}::int4[], $${first + 1}::timestamptz[], $${first + 2}::float8[], $${first + 3}::float8[],
     $${first + 4}::float8[], $${first + 5}::float8[], $${first + 6}::int2[])
     WITH ORDINALITY AS s (asset_id, time, lon, lat, speed, course, quality, ord)`;
const VALUES = "asset_id, time, lon, lat, nullif(speed, 'NaN')::real, nullif(course, 'NaN')::real, quality";

/**
 * Stores positions that are unique by (asset, time) and ascending, and moves the last known places on.
 * The first of two positions of one asset and instant stays.
 * @param newest the newest of the positions of each asset
 * @returns the places, in what was sent, of those that stood there already
 */
export async function insertPositions(
  db: Db,
  { rows, newest }: { rows: PositionColumns; newest: PositionColumns },
): Promise<number[]> {
  const { rows: answer } = await db.query<{ stored: number }>({
    name: "position-insert",
    text: `WITH stored AS (
        INSERT INTO position (asset_id, time, lon, lat, speed, course, quality)
        SELECT ${VALUES} FROM ${sent(1)} ON CONFLICT DO NOTHING RETURNING 1),
      fresh AS (
        INSERT INTO latest_position AS l (asset_id, time, lon, lat, speed, course, quality, arrived)
        SELECT ${VALUES}, now() FROM ${sent(8)}
        ON CONFLICT (asset_id) DO UPDATE SET time = excluded.time, arrived = excluded.arrived, lon = excluded.lon,
          lat = excluded.lat, speed = excluded.speed, course = excluded.course, quality = excluded.quality
        WHERE l.time < excluded.time)
      SELECT count(*)::int4 AS stored FROM stored`,
    values: [...parameters(rows), ...parameters(newest)],
  });
  return answer[0]?.stored === rows.ids.length ? [] : standing(db, rows);
}

async function standing(db: Db, rows: PositionColumns): Promise<number[]> {
  const { rows: found } = await db.query<{ at: number }>({
    name: "position-standing",
    text: `SELECT s.ord::int4 - 1 AS at FROM ${sent(1)}
      JOIN position p ON p.asset_id = s.asset_id AND p.time = s.time
      WHERE p.arrived <> now()`,
    values: parameters(rows),
  });
  return found.map((row) => row.at);
}

function parameters(rows: PositionColumns): Buffer[] {
  return [
    int4Array(rows.ids),
    timestamptzArray(rows.time),
    float8Array(rows.lon),
    float8Array(rows.lat),
    float8Array(rows.speed),
    float8Array(rows.course),
    int2Array(rows.quality),
  ];
}
