import { type Device, nodeOf } from "./device.ts";

export default {
  id: "gauge",
  kinds: ["gauge", "weir"],
  feed: "demo-thuy-van",
  periodS: 10,
  wire: "object",
  metrics: ["water_level", "discharge"],
  historyStepS: 600,
  read({ world }, site, time) {
    const { stage, flow } = world.river(nodeOf(site), time);
    return { water_level: stage, discharge: flow };
  },
} satisfies Device as Device;
