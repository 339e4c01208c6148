import { z } from "zod";
import { IDENT } from "#lib/asset/model.ts";

const ident = z.string().regex(IDENT);
const corner = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
/** A ring is closed: it ends where it began. */
const ring = z
  .array(corner)
  .min(4)
  .max(20_000)
  .refine(([first, ...rest]) => first?.[0] === rest.at(-1)?.[0] && first?.[1] === rest.at(-1)?.[1], {
    error: "a ring must end where it began",
  });
const polygon = z.array(ring).min(1);

/** GeoJSON (RFC 7946), degrees WGS 84, lon before lat; the first ring is the outline, further ones are holes. */
export const shapeSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("Polygon"), coordinates: polygon }),
  z.strictObject({ type: z.literal("MultiPolygon"), coordinates: z.array(polygon).min(1) }),
]);
export type Shape = z.infer<typeof shapeSchema>;
export type Ring = readonly (readonly [number, number])[];

export const zoneSchema = z
  .strictObject({
    id: ident,
    /** Such as port, landslide, restricted: rules may name a kind instead of zones. */
    kind: ident,
    nameVi: z.string().trim().min(1),
    nameEn: z.string().trim().min(1),
    shape: shapeSchema,
    validFrom: z.iso.date(),
    validTo: z.iso.date().nullable().default(null),
    /** Where the outline is from. */
    source: z.string().trim().min(1),
    /** Not surveyed, drawn for show: screens say "mô phỏng". */
    simulated: z.boolean().default(false),
  })
  .refine((zone) => zone.validTo === null || zone.validTo > zone.validFrom, {
    path: ["validTo"],
    error: "validTo must be after validFrom",
  });
export type ZoneInput = z.input<typeof zoneSchema>;
export type ZoneRow = z.output<typeof zoneSchema>;

export type Box = { west: number; south: number; east: number; north: number };

/** As a judge needs it: when it is valid (ms, `until` exclusive), and its box. */
export type Zone = { id: string; kind: string; shape: Shape; box: Box; from: number; until: number };

export function polygonsOf(shape: Shape): readonly (readonly Ring[])[] {
  return shape.type === "Polygon" ? [shape.coordinates] : shape.coordinates;
}

/** The outline's bounding box. One that crosses the antimeridian is two polygons (RFC 7946, 3.1.9). */
export function boxOf(shape: Shape): Box {
  const box: Box = { west: 180, south: 90, east: -180, north: -90 };
  for (const [outline] of polygonsOf(shape)) {
    for (const [lon, lat] of outline ?? []) {
      box.west = Math.min(box.west, lon);
      box.east = Math.max(box.east, lon);
      box.south = Math.min(box.south, lat);
      box.north = Math.max(box.north, lat);
    }
  }
  return box;
}
