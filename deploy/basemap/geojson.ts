import { writeFileSync } from "node:fs";
import type { Position } from "./gshhg.ts";

export type Geometry =
  | { type: "Point"; coordinates: Position }
  | { type: "LineString"; coordinates: Position[] }
  | { type: "Polygon"; coordinates: Position[][] }
  | { type: "MultiPolygon"; coordinates: Position[][][] };

export type Properties = Readonly<Record<string, string | number | boolean>>;

export type Feature = {
  type: "Feature";
  properties: Properties;
  geometry: Geometry;
  /** Read by tippecanoe: the first zoom that shows the feature. */
  tippecanoe?: { minzoom: number };
};

export function feature(properties: Properties, geometry: Geometry, minzoom?: number): Feature {
  const made: Feature = { type: "Feature", properties, geometry };
  return minzoom === undefined ? made : { ...made, tippecanoe: { minzoom } };
}

/** One feature a line after the head, so that a change of the data is a change of lines. */
export function writeFeatures(path: string, features: readonly Feature[], decimals?: number): void {
  const round = (_key: string, value: unknown) =>
    typeof value === "number" && decimals !== undefined ? Number(value.toFixed(decimals)) : value;
  const lines = features.map((each) => JSON.stringify(each, round));
  writeFileSync(path, `{"type":"FeatureCollection","features":[\n${lines.join(",\n")}\n]}\n`);
}
