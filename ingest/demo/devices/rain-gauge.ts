import type { Device } from "./device.ts";

const TIP_MM = 0.2;
const tips = (mm: number) => Math.round(mm / TIP_MM) * TIP_MM;

/** A tipping bucket counts in steps of 0.2 mm. */
export default {
  id: "rain-gauge",
  kinds: ["rain_gauge", "weather"],
  feed: "demo-mua",
  periodS: 10,
  wire: "senml",
  metrics: ["rain_10m", "rain_1h", "rain_24h"],
  historyStepS: 3600,
  read({ world }, site, time) {
    const { m10, h1, h24 } = world.rain(site, time);
    return { rain_10m: tips(m10), rain_1h: tips(h1), rain_24h: tips(h24) };
  },
} satisfies Device as Device;
