import { HOUR, MINUTE } from "#ingest/demo/physics/calendar.ts";
import { seedOf, wander } from "#ingest/demo/physics/noise.ts";
import { type Device, trait } from "./device.ts";

/** Simple sensors that send a bare number and have no clock. */
export default {
  id: "rack",
  kinds: ["rack"],
  feed: "demo-ha-tang",
  periodS: 30,
  wire: "number",
  metrics: ["rack_temperature", "rack_power"],
  read(_scene, site, time) {
    const seed = seedOf(site.key);
    const power = trait(site, "load") * (1 + 0.12 * wander(seed, time / (20 * MINUTE)));
    const temperature = 21 + power * 0.6 + 0.8 * wander(seed + 1, time / HOUR);
    return { rack_temperature: temperature, rack_power: power };
  },
} satisfies Device as Device;
