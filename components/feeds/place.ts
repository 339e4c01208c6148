/** A place as it is being written; both empty: none. */
export type Place = { lat: string; lon: string };

/**
 * Degrees WGS 84 with a point or a comma.
 * @returns null for no place, undefined for one that is none on Earth or half written
 */
export function placeOf({ lat, lon }: Place): readonly [lat: number, lon: number] | null | undefined {
  if (lat.trim() === "" && lon.trim() === "") return null;
  const [north, east] = [degrees(lat, 90), degrees(lon, 180)];
  return north === undefined || east === undefined ? undefined : [north, east];
}

function degrees(text: string, most: number): number | undefined {
  if (!/^\s*-?\d{1,3}([.,]\d+)?\s*$/.test(text)) return undefined;
  const value = Number(text.trim().replace(",", "."));
  return Math.abs(value) <= most ? value : undefined;
}
