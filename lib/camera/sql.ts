import type { Db } from "#lib/db/pool.ts";
import { type Camera, cameraOf } from "./model.ts";

export async function cameraById(db: Db, id: number): Promise<Camera | undefined> {
  const { rows } = await db.query<{ attributes: unknown }>(
    "SELECT attributes FROM asset WHERE id = $1::bigint AND kind = 'camera' AND status <> 'retired'",
    [id],
  );
  return rows[0] && cameraOf(id, rows[0].attributes);
}
