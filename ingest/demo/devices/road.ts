import { seedOf } from "#ingest/demo/physics/noise.ts";
import { trafficAt } from "#ingest/demo/physics/traffic.ts";
import { type Device, trait } from "./device.ts";

export default {
  id: "road",
  kinds: ["road"],
  feed: "demo-giao-thong",
  periodS: 5,
  wire: "object",
  metrics: ["traffic_flow", "traffic_speed", "traffic_occupancy"],
  historyStepS: 3600,
  read({ world }, site, time) {
    const road = {
      seed: seedOf(site.key),
      capacity: trait(site, "capacity"),
      free: trait(site, "free"),
      leisure: trait(site, "leisure"),
    };
    const { flow, speed, occupancy } = trafficAt(road, time, world.trouble(site, time));
    return { traffic_flow: flow, traffic_speed: speed, traffic_occupancy: occupancy };
  },
} satisfies Device as Device;
