import type { Device } from "./device.ts";

export default {
  id: "forest",
  kinds: ["forest"],
  feed: "demo-kiem-lam",
  periodS: 30,
  wire: "object",
  metrics: ["fire_index", "temperature", "humidity"],
  historyStepS: 3600,
  read({ world, fireIndex }, site, time) {
    const air = world.air(site, time);
    return { fire_index: fireIndex(site, time), temperature: air.temperature, humidity: air.humidity };
  },
} satisfies Device as Device;
