/** What a device can be. Its words: catalogue keys `assetKind.<kind>`; a new kind is one line here and its words. */
export const ASSET_KINDS = [
  "gauge",
  "rain_gauge",
  "reservoir",
  "tide_gauge",
  "flood_sensor",
  "weather",
  "air",
  "outfall",
  "vessel",
  "bus",
  "road",
  "camera",
  "bts",
  "rack",
  "substation",
  "hospital",
  "forest",
  "hotspot",
] as const;
export type AssetKind = (typeof ASSET_KINDS)[number];

export function isAssetKind(kind: string): kind is AssetKind {
  return (ASSET_KINDS as readonly string[]).includes(kind);
}
