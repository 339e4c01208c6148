import type { Db } from "#lib/db/pool.ts";
import type { Unit } from "./model.ts";

const UNIT = `code, valid_from::text AS "validFrom", valid_to::text AS "validTo", kind, name_vi AS "nameVi",
  name_en AS "nameEn", parent_code AS "parentCode", area_km2 AS "areaKm2", population, lon, lat,
  merged_from AS "mergedFrom", source`;

/** The unit that bore this code on a local date (YYYY-MM-DD). */
export async function unitAt(db: Db, code: string, date: string): Promise<Unit | undefined> {
  const { rows } = await db.query<Unit>(
    `SELECT ${UNIT} FROM admin_unit
     WHERE code = $1 AND valid_from <= $2 AND (valid_to IS NULL OR valid_to > $2) ORDER BY valid_from DESC LIMIT 1`,
    [code, date],
  );
  return rows[0];
}

/** Every unit that exists on a local date, by code. */
export async function unitsAt(db: Db, date: string): Promise<Unit[]> {
  const { rows } = await db.query<Unit>(
    `SELECT ${UNIT} FROM admin_unit
     WHERE valid_from <= $1 AND (valid_to IS NULL OR valid_to > $1) ORDER BY code`,
    [date],
  );
  return rows;
}

/**
 * Makes the units of these codes and first days, or brings them to what is given. An older unit of the same code
 * that is still open ends on the first day of the new one.
 */
export async function saveUnits(db: Db, units: readonly Unit[]): Promise<void> {
  await db.query(
    `WITH given AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS u (code text, "validFrom" date, "validTo" date, kind text,
         "nameVi" text, "nameEn" text, "parentCode" text, "areaKm2" float8, population int, lon float8, lat float8,
         "mergedFrom" text[], source text)),
     ended AS (
       UPDATE admin_unit old SET valid_to = g.first
       FROM (SELECT code, min("validFrom") AS first FROM given GROUP BY code) g
       WHERE old.code = g.code AND old.valid_from < g.first AND (old.valid_to IS NULL OR old.valid_to > g.first))
     INSERT INTO admin_unit (code, valid_from, valid_to, kind, name_vi, name_en, parent_code, area_km2, population,
       lon, lat, merged_from, source)
     SELECT code, "validFrom", "validTo", kind, "nameVi", "nameEn", "parentCode", "areaKm2", population, lon, lat,
       coalesce("mergedFrom", '{}'), source FROM given
     ON CONFLICT (code, valid_from) DO UPDATE SET valid_to = excluded.valid_to, kind = excluded.kind,
       name_vi = excluded.name_vi, name_en = excluded.name_en, parent_code = excluded.parent_code,
       area_km2 = excluded.area_km2, population = excluded.population, lon = excluded.lon, lat = excluded.lat,
       merged_from = excluded.merged_from, source = excluded.source`,
    [JSON.stringify(units)],
  );
}
