import type { Db } from "#lib/db/pool.ts";
import { type Camera, cameraOf } from "./model.ts";

/** `scope`: an agency sees its own cameras, and those of its feeds (`scopeOf` of lib/user/can.ts). */
export async function cameraById(db: Db, id: number, scope: string | null): Promise<Camera | undefined> {
  const { rows } = await db.query<{ attributes: unknown }>(
    `SELECT a.attributes FROM province_asset a LEFT JOIN feed f ON f.id = a.feed_id
     WHERE a.id = $1::bigint AND a.kind = 'camera' AND ($2::text IS NULL OR coalesce(a.agency_id, f.agency_id) = $2)`,
    [id, scope],
  );
  return rows[0] && cameraOf(id, rows[0].attributes);
}
