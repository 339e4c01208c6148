import type { Device } from "./device.ts";
import { trackerBattery } from "./vessel.ts";

export default {
  id: "tracker",
  kinds: ["vessel"],
  feed: "demo-tau-ca",
  periodS: 60,
  wire: "object",
  metrics: ["vms_battery", "sos"],
  read: (_scene, site, time) => ({ vms_battery: trackerBattery(site.key, time), sos: 0 }),
} satisfies Device as Device;
