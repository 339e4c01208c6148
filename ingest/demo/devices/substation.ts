import { busbarAt, loadAt } from "#ingest/demo/physics/energy.ts";
import { seedOf } from "#ingest/demo/physics/noise.ts";
import { type Device, trait } from "./device.ts";

export default {
  id: "substation",
  kinds: ["substation"],
  feed: "demo-ha-tang",
  periodS: 30,
  wire: "object",
  metrics: ["power_load", "voltage_kv"],
  historyStepS: 3600,
  read({ world }, site, time) {
    const seed = seedOf(site.key);
    const peak = trait(site, "peak");
    const outage = 0.8 * world.trouble(site, time);
    const load = loadAt({ seed, peak }, time, { temperature: world.air(site, time).temperature, outage });
    const voltage = busbarAt({ seed, nominal: trait(site, "nominal") }, time, load / peak);
    return { power_load: load, voltage_kv: voltage };
  },
} satisfies Device as Device;
