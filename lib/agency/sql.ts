import type { Db } from "#lib/db/pool.ts";
import type { Agency } from "./model.ts";

/** Every agency there ever was, by Vietnamese name: old records still name the ones that are gone. */
export async function agencyNames(db: Db): Promise<Pick<Agency, "id" | "nameVi" | "nameEn">[]> {
  const { rows } = await db.query<Pick<Agency, "id" | "nameVi" | "nameEn">>(
    `SELECT id, name_vi AS "nameVi", name_en AS "nameEn" FROM agency ORDER BY name_vi, id`,
  );
  return rows;
}

/** The agencies that exist on a local date (YYYY-MM-DD). */
export async function agenciesAt(db: Db, date: string): Promise<Agency[]> {
  const { rows } = await db.query<Agency>(
    `SELECT id, name_vi AS "nameVi", name_en AS "nameEn", valid_from::text AS "validFrom", valid_to::text AS "validTo"
     FROM agency WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1) ORDER BY name_vi, id`,
    [date],
  );
  return rows;
}

/** Whether there is such an agency today. */
export async function agencyExists(db: Db, id: string): Promise<boolean> {
  const { rowCount } = await db.query(
    "SELECT 1 FROM agency WHERE id = $1 AND (valid_to IS NULL OR valid_to > (now() AT TIME ZONE local_zone())::date)",
    [id],
  );
  return rowCount === 1;
}

/** Makes the agency or brings it to what is given. */
export async function saveAgency(db: Db, agency: Agency): Promise<void> {
  const { id, nameVi, nameEn, validFrom, validTo } = agency;
  await db.query(
    `INSERT INTO agency (id, name_vi, name_en, valid_from, valid_to) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (id) DO UPDATE SET name_vi = $2, name_en = $3, valid_from = $4, valid_to = $5`,
    [id, nameVi, nameEn, validFrom, validTo],
  );
}
