import type { Device } from "./device.ts";

/** A dip in the street: fills above 25 mm/h and drains 4 cm of every 10 in an hour; the sea holds it up at high tide. */
export default {
  id: "flood-sensor",
  kinds: ["flood_sensor"],
  feed: "demo-thuy-van",
  periodS: 10,
  wire: "object",
  metrics: ["flood_depth"],
  historyStepS: 3600,
  read({ world }, site, time) {
    const { h1, m10 } = world.rain(site, time);
    const backwater = Math.max(0, world.sea(site, time).tide - 0.3);
    const depth = Math.max(0, h1 - 25) * 0.012 + Math.max(0, m10 - 8) * 0.01;
    return { flood_depth: depth * (1 + 0.5 * backwater) };
  },
} satisfies Device as Device;
