import { publish } from "#lib/db/bus.ts";
import type { Db } from "#lib/db/pool.ts";
import { type Box, boxOf, type Shape, type Zone, type ZoneInput, type ZoneRow, zoneSchema } from "./model.ts";

/** Every zone, by id. */
export async function allZones(db: Db): Promise<ZoneRow[]> {
  const { rows } = await db.query<ZoneRow>(
    `SELECT id, kind, name_vi AS "nameVi", name_en AS "nameEn", shape, valid_from::text AS "validFrom",
       valid_to::text AS "validTo", source, simulated FROM zone ORDER BY id`,
  );
  return rows;
}

type Found = Box & { id: string; kind: string; shape: Shape; from: number; until: number | null };

/** The zones that are valid at some time at or after `since`. */
export async function zonesSince(db: Db, since: Date): Promise<Zone[]> {
  const midnight = (date: string) =>
    `(extract(epoch FROM ${date}::timestamp AT TIME ZONE zone.name) * 1000)::float8`;
  const { rows } = await db.query<Found>(
    `SELECT z.id, z.kind, shape, west, south, east, north, ${midnight("valid_from")} AS from,
       ${midnight("valid_to")} AS until
     FROM zone z, (SELECT local_zone() AS name) zone
     WHERE valid_to IS NULL OR valid_to::timestamp AT TIME ZONE zone.name > $1 ORDER BY z.id`,
    [since],
  );
  return rows.map(({ id, kind, shape, from, until, ...box }) => ({
    ...{ id, kind, shape, box, from },
    until: until ?? Number.POSITIVE_INFINITY,
  }));
}

/**
 * Makes the zone or brings it to what is given; judges hear it with the transaction.
 * @returns whether anything changed
 * @throws ZodError when a ring is not closed, a corner is not on the globe or the source is missing
 */
export async function saveZone(db: Db, input: ZoneInput): Promise<boolean> {
  const zone = zoneSchema.parse(input);
  const { west, south, east, north } = boxOf(zone.shape);
  const { rowCount } = await db.query(
    `INSERT INTO zone AS z (id, kind, name_vi, name_en, shape, west, south, east, north, valid_from, valid_to, source,
       simulated)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
     ON CONFLICT (id) DO UPDATE SET kind = $2, name_vi = $3, name_en = $4, shape = $5, west = $6, south = $7,
       east = $8, north = $9, valid_from = $10, valid_to = $11, source = $12, simulated = $13, updated_at = now()
     WHERE (z.kind, z.name_vi, z.name_en, z.shape, z.valid_from, z.valid_to, z.source, z.simulated)
       IS DISTINCT FROM ($2, $3, $4, $5::jsonb, $10::date, $11::date, $12, $13)`,
    [
      zone.id,
      zone.kind,
      zone.nameVi,
      zone.nameEn,
      JSON.stringify(zone.shape),
      west,
      south,
      east,
      north,
      zone.validFrom,
      zone.validTo,
      zone.source,
      zone.simulated,
    ],
  );
  if (!rowCount) return false;
  await publish(db, "config", [JSON.stringify({ changed: "zone" })]);
  return true;
}

/** Takes the zone away, for what is only there for a time; judges hear it with the transaction. */
export async function dropZone(db: Db, id: string): Promise<boolean> {
  const { rowCount } = await db.query("DELETE FROM zone WHERE id = $1", [id]);
  if (!rowCount) return false;
  await publish(db, "config", [JSON.stringify({ changed: "zone" })]);
  return true;
}
