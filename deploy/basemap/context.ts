import { readFileSync } from "node:fs";
import { insideGuardedBox } from "#components/map/sovereignty.ts";
import { type Feature, feature, type Geometry } from "./geojson.ts";
import type { Frame, Position } from "./gshhg.ts";
import { contains, corners, type Ring } from "./rings.ts";
import type { Sources } from "./sources.ts";

type Clipper = { intersection(a: Position[][][], b: Position[][][]): Position[][][] };

/** Land far around, coarse: what a very wide wall shows beyond the tiles. */
const AROUND: Frame = [55, -25, 165, 60];
/** Square degrees below which an island is left out; 0.02 is some 250 km². */
const SMALLEST = 0.02;

export function contextLand(sources: Sources, inner: Frame): Feature[] {
  const { feature: toGeoJson } = sources.require("topojson-client") as {
    feature(topology: unknown, object: unknown): { features: { geometry: Geometry }[] };
  };
  const clipper = sources.require("polyclip-ts") as Clipper;
  const topology = JSON.parse(readFileSync(sources.packagePath("world-atlas/land-50m.json"), "utf8"));
  const window = [[corners(AROUND)]];
  const core = corners(inner);
  return toGeoJson(topology, topology.objects.land)
    .features.flatMap(({ geometry }) => polygons(geometry))
    .filter(([ring]) => ring && worthKeeping(ring, core))
    .flatMap((polygon) => clipper.intersection([polygon], window))
    .map((coordinates) => feature({}, { type: "Polygon", coordinates }));
}

function worthKeeping(ring: Ring, core: Ring): boolean {
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  const [west, east] = [Math.min(...xs), Math.max(...xs)];
  const [south, north] = [Math.min(...ys), Math.max(...ys)];
  if (east < AROUND[0] || west > AROUND[2] || north < AROUND[1] || south > AROUND[3]) return false;
  if (insideGuardedBox([west, south]) && insideGuardedBox([east, north])) return false;
  if (ring.every((point) => contains(core, point))) return false;
  return (east - west) * (north - south) > SMALLEST;
}

function polygons(geometry: Geometry): Position[][][] {
  if (geometry.type === "Polygon") return [geometry.coordinates];
  if (geometry.type === "MultiPolygon") return geometry.coordinates;
  return [];
}
