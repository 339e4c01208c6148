import type { Device } from "./device.ts";

/** Metres above mean sea level: astronomical tide of the Quy Nhơn constituents plus the storm's surge. */
export default {
  id: "tide-gauge",
  kinds: ["tide_gauge"],
  feed: "demo-thuy-van",
  periodS: 10,
  wire: "object",
  metrics: ["tide_level", "surge", "wave_height", "sea_temperature"],
  historyStepS: 600,
  read({ world }, site, time) {
    const sea = world.sea(site, time);
    return {
      tide_level: sea.tide,
      surge: sea.surge,
      wave_height: sea.wave,
      sea_temperature: sea.temperature,
    };
  },
} satisfies Device as Device;
