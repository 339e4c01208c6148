import type { Db } from "#lib/db/pool.ts";
import { type Wall, type WallLayoutInput, wallLayoutSchema } from "./model.ts";

type Row = { id: string; name_vi: string; name_en: string; layout: unknown };

/**
 * The wall of that id, or undefined.
 * @throws when the row's layout does not fit the schema; the message names what is wrong.
 */
export async function wallById(db: Db, id: string): Promise<Wall | undefined> {
  const { rows } = await db.query<Row>("SELECT id, name_vi, name_en, layout FROM wall WHERE id = $1", [id]);
  const row = rows[0];
  if (!row) return undefined;
  const layout = wallLayoutSchema.safeParse(row.layout);
  if (!layout.success) {
    throw new Error(`wall ${id}: ${layout.error.issues.map((i) => i.message).join("; ")}`, {
      cause: layout.error,
    });
  }
  return { id: row.id, nameVi: row.name_vi, nameEn: row.name_en, layout: layout.data };
}

export type WallName = { id: string; nameVi: string; nameEn: string };

/** Every wall, by name. */
export async function wallNames(db: Db): Promise<WallName[]> {
  const { rows } = await db.query<WallName>(
    `SELECT id, name_vi AS "nameVi", name_en AS "nameEn" FROM wall ORDER BY name_vi`,
  );
  return rows;
}

export type NewWall = { id: string; nameVi: string; nameEn: string; layout: WallLayoutInput };

/** Writes a wall where none of that id exists yet; an installation's own changes stay. */
export async function seedWall(db: Db, wall: NewWall): Promise<void> {
  const layout = wallLayoutSchema.parse(wall.layout);
  await db.query(
    `INSERT INTO wall (id, name_vi, name_en, layout) VALUES ($1, $2, $3, $4) ON CONFLICT (id) DO NOTHING`,
    [wall.id, wall.nameVi, wall.nameEn, JSON.stringify(layout)],
  );
}
