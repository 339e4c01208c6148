import forestFire from "#ingest/demo/scenario/forest-fire.ts";
import type { Site } from "./site.ts";

/** One asset for each fire that the forest-fire story may show; silent while nothing burns. */
export const hotspotSites: readonly Site[] = (forestFire.hotspots ?? []).map((fire, i) => ({
  key: fire.key,
  kind: "hotspot",
  nameVi: `Điểm nóng mô phỏng ${String(i + 1).padStart(2, "0")}`,
  nameEn: `Simulated hotspot ${i + 1}`,
  lat: fire.lat,
  lon: fire.lon,
  illustrative: true,
}));
