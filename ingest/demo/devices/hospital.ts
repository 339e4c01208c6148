import { HOUR, hourBell, localHour } from "#ingest/demo/physics/calendar.ts";
import { seedOf, wander } from "#ingest/demo/physics/noise.ts";
import { type Device, trait } from "./device.ts";

export default {
  id: "hospital",
  kinds: ["hospital"],
  feed: "demo-y-te",
  periodS: 60,
  wire: "number",
  metrics: ["bed_occupancy", "emergency_queue"],
  read({ world }, site, time) {
    const seed = seedOf(site.key);
    const hour = localHour(time);
    const beds = 84 + 9 * wander(seed, time / (30 * HOUR)) + 3 * hourBell(hour, 9, 3);
    const arrivals =
      0.006 * trait(site, "beds") * (0.4 + hourBell(hour, 9, 2.5) + 0.8 * hourBell(hour, 20, 2.5));
    const trouble = 1 + 1.5 * world.trouble(site, time);
    const queue = arrivals * trouble * (1 + 0.4 * wander(seed + 1, time / HOUR));
    return { bed_occupancy: Math.round(beds), emergency_queue: Math.max(0, Math.round(queue)) };
  },
} satisfies Device as Device;
