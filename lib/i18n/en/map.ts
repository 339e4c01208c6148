import type { map as source } from "../vi/map.ts";

export const map: Record<keyof typeof source, string> = {
  "map.label": "Situation map. Arrow keys move, + and − zoom, Enter shows the object in the middle",
  "map.legend": "Legend",
  "map.zoomIn": "Zoom in",
  "map.zoomOut": "Zoom out",
  "map.home": "Back to the overview",
  "map.close": "Close",
  "map.observed": "Observed",
  "map.source": "Source",
  "map.locator": "Where this map looks in Việt Nam, with the Hoàng Sa and Trường Sa archipelagos",
  "map.hoangSa": "Hoàng Sa Is.",
  "map.truongSa": "Trường Sa Is.",
  "map.eastSea": "BIỂN ĐÔNG",
  "map.stale": "Old data",
  "map.staleMark": "Hollow and grey: old data",
  "map.simulated": "Simulated",
  "map.missing": "{count} of {total} map layers are not drawn",
  "map.noGround": "The basemap could not be loaded, trying again",
  "map.noWebgl": "This browser cannot draw the map (WebGL 2 is needed)",
};
