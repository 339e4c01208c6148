import { HOUR, hourBell, localHour } from "#ingest/demo/physics/calendar.ts";
import { seedOf, wander } from "#ingest/demo/physics/noise.ts";
import type { Device } from "./device.ts";

/** 12 V of the stations that live on a solar panel. Their feed follows the station's own. */
const solar = (id: string, kinds: Device["kinds"], feed: string): Device => ({
  id,
  kinds,
  feed,
  periodS: 60,
  wire: "object",
  metrics: ["battery_v"],
  read({ world }, site, time) {
    const sun = hourBell(localHour(time), 12.5, 2.6) * (world.rain(site, time).h1 > 0.4 ? 0.3 : 1);
    return { battery_v: 12.3 + 1.3 * sun + 0.15 * wander(seedOf(site.key), time / (6 * HOUR)) };
  },
});

export const rainBattery = solar("rain-battery", ["rain_gauge"], "demo-mua");
export const gaugeBattery = solar("gauge-battery", ["gauge", "weir", "flood_sensor"], "demo-thuy-van");
