import { booleanPointInPolygon } from "@turf/boolean-point-in-polygon";
import { type Box, polygonsOf, type Ring, type Shape } from "./model.ts";

type Point = { lon: number; lat: number };

/** Metres of a degree of latitude; WGS 84, mean. */
const DEGREE_M = 111_195;

/**
 * How deep a point lies inside a shape, metres to its nearest edge; negative outside. Beyond `farM` outside it is
 * −Infinity, which costs four comparisons. Plane geometry around the point: right to 0.5 % within 100 km.
 */
export function depthIn(shape: Shape, box: Box, { lon, lat, farM }: Point & { farM: number }): number {
  const east = DEGREE_M * Math.cos((lat * Math.PI) / 180);
  if (beyond({ lon, lat }, box, { east, farM })) return Number.NEGATIVE_INFINITY;
  let nearest = Number.POSITIVE_INFINITY;
  for (const rings of polygonsOf(shape)) {
    for (const ring of rings) nearest = Math.min(nearest, toRing({ lon, lat }, ring, east));
  }
  if (booleanPointInPolygon([lon, lat], shape)) return nearest;
  return nearest > farM ? Number.NEGATIVE_INFINITY : -nearest;
}

function beyond(
  { lon, lat }: Point,
  { west, south, east: e, north }: Box,
  { east, farM }: { east: number; farM: number },
) {
  const x = Math.max(west - lon, lon - e, 0) * east;
  const y = Math.max(south - lat, lat - north, 0) * DEGREE_M;
  return x > farM || y > farM;
}

function toRing({ lon, lat }: Point, ring: Ring, east: number): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 1; i < ring.length; i++) {
    const [aLon, aLat] = ring[i - 1] as Ring[number];
    const [bLon, bLat] = ring[i] as Ring[number];
    const ax = (aLon - lon) * east;
    const ay = (aLat - lat) * DEGREE_M;
    const bx = (bLon - lon) * east;
    const by = (bLat - lat) * DEGREE_M;
    nearest = Math.min(nearest, toSegment(ax, ay, bx - ax, by - ay));
  }
  return nearest;
}

/** From the origin to the segment that begins at (x, y) and goes (dx, dy). */
function toSegment(x: number, y: number, dx: number, dy: number): number {
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, -(x * dx + y * dy) / length));
  return Math.hypot(x + along * dx, y + along * dy);
}
