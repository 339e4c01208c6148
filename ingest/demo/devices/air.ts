import type { AirSite } from "#ingest/demo/physics/air.ts";
import { breath } from "#ingest/demo/physics/air-index.ts";
import { seedOf } from "#ingest/demo/physics/noise.ts";
import type { Site } from "#ingest/demo/province/site.ts";
import { type Device, trait } from "./device.ts";

function airSite(site: Site): AirSite {
  return {
    seed: seedOf(site.key),
    traffic: trait(site, "traffic"),
    industry: trait(site, "industry"),
    dust: trait(site, "dust"),
  };
}

export default {
  id: "air",
  kinds: ["air"],
  feed: "demo-moi-truong",
  periodS: 30,
  wire: "senml",
  metrics: ["pm2_5", "pm10", "no2", "so2", "co", "o3", "vn_aqi"],
  historyStepS: 3600,
  read({ world, aqi }, site, time) {
    const place = airSite(site);
    const now = breath(world, site, { site: place, time });
    const index = aqi(site, place, time);
    return index === undefined ? { ...now } : { ...now, vn_aqi: index };
  },
} satisfies Device as Device;
