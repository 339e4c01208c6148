import { baseStationAt } from "#ingest/demo/physics/base-station.ts";
import { seedOf } from "#ingest/demo/physics/noise.ts";
import type { Device } from "./device.ts";

export default {
  id: "base-station",
  kinds: ["bts"],
  feed: "demo-ha-tang",
  periodS: 60,
  wire: "object",
  metrics: ["bts_up", "mains_on", "battery_v"],
  read({ world }, site, time) {
    const state = baseStationAt(seedOf(site.key), time, (hoursAgo) => world.gale(site, time, hoursAgo));
    return { bts_up: state.up, mains_on: state.mains, battery_v: state.battery };
  },
} satisfies Device as Device;
