import type { Device } from "./device.ts";

/** Speaks only while its fire burns in a story that plays; once more with zero when it is out. */
export default {
  id: "hotspot",
  kinds: ["hotspot"],
  feed: "demo-kiem-lam",
  periodS: 30,
  wire: "object",
  metrics: ["hotspot_frp"],
  read({ world }, site, time) {
    let power: number | undefined;
    for (const play of world.plays(time)) {
      const hour = play.hour(time);
      const fire = play.story.hotspots?.find((each) => each.key === site.key);
      if (!fire || hour < fire.from) continue;
      const part = Math.min(1, (hour - fire.from) / (fire.to - fire.from));
      power = (power ?? 0) + play.strength(time) * fire.peak * Math.sin(Math.PI * part);
    }
    return power === undefined ? undefined : { hotspot_frp: power };
  },
} satisfies Device as Device;
