import { seedOf } from "#ingest/demo/physics/noise.ts";
import { effluentAt } from "#ingest/demo/physics/waste-water.ts";
import { type Device, trait } from "./device.ts";

export default {
  id: "outfall",
  kinds: ["outfall"],
  feed: "demo-moi-truong",
  periodS: 30,
  wire: "object",
  metrics: [
    "wastewater_ph",
    "wastewater_cod",
    "wastewater_tss",
    "wastewater_nh4",
    "wastewater_flow",
    "wastewater_temperature",
  ],
  historyStepS: 3600,
  read({ world }, site, time) {
    const outfall = { seed: seedOf(site.key), flow: trait(site, "flow") };
    const water = effluentAt(outfall, time, world.air(site, time).temperature);
    return {
      wastewater_ph: water.ph,
      wastewater_cod: water.cod,
      wastewater_tss: water.tss,
      wastewater_nh4: water.nh4,
      wastewater_flow: water.flow,
      wastewater_temperature: water.temperature,
    };
  },
} satisfies Device as Device;
