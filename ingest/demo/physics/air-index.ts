import { hourlyAqi } from "#lib/aqi/model.ts";
import { type AirSite, type Pollution, pollutionAt } from "./air.ts";
import { HOUR, MINUTE } from "./calendar.ts";
import type { Spot, World } from "./world.ts";

export type AqiAt = (spot: Spot, site: AirSite, time: number) => number | undefined;

const SAMPLES = 4;
const BIN = 10 * MINUTE;

/** Hourly VN_AQI as a station works it out: NowCast of its last twelve hours, anew every ten minutes. */
export function airIndexOf(world: World): AqiAt {
  const kept = new Map<string, Pollution>();

  function hourMean(spot: Spot, site: AirSite, end: number): Pollution {
    const key = `${spot.key}:${end}`;
    const known = kept.get(key);
    if (known) return known;
    const mean: Pollution = { pm2_5: 0, pm10: 0, no2: 0, so2: 0, co: 0, o3: 0 };
    for (let i = 0; i < SAMPLES; i++) {
      const now = breath(world, spot, { site, time: end - ((i + 0.5) * HOUR) / SAMPLES });
      for (const name of Object.keys(mean) as (keyof Pollution)[]) mean[name] += now[name] / SAMPLES;
    }
    if (kept.size > 4000) kept.clear();
    kept.set(key, mean);
    return mean;
  }

  return (spot, site, time) => {
    const end = Math.floor(time / BIN) * BIN;
    const hours = Array.from({ length: 12 }, (_, age) => hourMean(spot, site, end - age * HOUR));
    const now = hours[0];
    if (!now) return undefined;
    return hourlyAqi({ ...now, pm2_5: hours.map((each) => each.pm2_5), pm10: hours.map((each) => each.pm10) })
      ?.value;
  };
}

/** µg/m³ at a station now. */
export function breath(world: World, spot: Spot, at: { site: AirSite; time: number }): Pollution {
  const air = world.air(spot, at.time);
  return pollutionAt(at.site, at.time, {
    wind: air.wind,
    rainHour: air.rainHour,
    smoke: world.smoke(spot, at.time),
  });
}
