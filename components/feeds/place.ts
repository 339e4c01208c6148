import { type Axis, readDegrees } from "#lib/feed/degrees.ts";

/** A place as it is being written; both empty: none. */
export type Place = { lat: string; lon: string };

const MOST: Record<Axis, number> = { lat: 90, lon: 180 };

/**
 * Degrees WGS 84 with a point or a comma, or degrees, minutes and sides, as feeds may send them.
 * @returns null for no place, undefined for one that is none on Earth or half written
 */
export function placeOf({ lat, lon }: Place): readonly [lat: number, lon: number] | null | undefined {
  if (lat.trim() === "" && lon.trim() === "") return null;
  const [north, east] = [degrees(lat, "lat"), degrees(lon, "lon")];
  return north === undefined || east === undefined ? undefined : [north, east];
}

function degrees(text: string, axis: Axis): number | undefined {
  const value = readDegrees(text, axis);
  return typeof value === "number" && Math.abs(value) <= MOST[axis] ? value : undefined;
}
