import { HOUR, hourBell, localHour, weekday, yearBump } from "./calendar.ts";
import { wander } from "./noise.ts";

/** What stands around an air station decides what it breathes. */
export type AirSite = { seed: number; traffic: number; industry: number; dust: number };

/** µg/m³. */
export type Pollution = { pm2_5: number; pm10: number; no2: number; so2: number; co: number; o3: number };

/**
 * Rush hours for traffic gases, sunshine for ozone, still winter nights for dust; wind carries away and
 * rain washes out; smoke of a fire adds dust and CO.
 */
export function pollutionAt(
  site: AirSite,
  time: number,
  air: { wind: number; rainHour: number; smoke: number },
): Pollution {
  const hour = localHour(time);
  const works = weekday(time) === 0 ? 0.7 : 1;
  const rush =
    works * (hourBell(hour, 7.2, 1.1) + 0.5 * hourBell(hour, 11.3, 0.9) + hourBell(hour, 17.3, 1.4));
  const still = 2.4 / (1.2 + air.wind);
  const night = 0.6 + 0.5 * hourBell(hour, 3, 4) - 0.25 * hourBell(hour, 14, 3);
  const wash = Math.exp(-air.rainHour / 6);
  const winter = 0.75 + 0.6 * yearBump(time, 0.05, 1);
  const drift = (offset: number, hours: number) =>
    1 + 0.25 * wander(site.seed + offset, time / (hours * HOUR));
  const dust =
    (9 + 15 * site.dust + 9 * site.traffic * rush) * still ** 0.6 * night * winter * wash * drift(0, 5);
  const sun = Math.max(0, Math.sin((Math.PI * (hour - 6.2)) / 12.4)) * (1 - 0.6 * Math.min(1, air.rainHour));
  const smoke = air.smoke;
  return {
    pm2_5: Math.max(1, dust + 160 * smoke),
    pm10: Math.max(3, dust * (1.55 + 0.35 * site.dust) * drift(1, 3) + 190 * smoke),
    no2: Math.max(2, (7 + 24 * site.traffic * (0.35 + rush)) * still ** 0.5 * drift(2, 2)),
    so2: Math.max(1, (3 + 22 * site.industry) * still ** 0.5 * drift(3, 4)),
    co: Math.max(100, (260 + 620 * site.traffic * (0.3 + rush)) * still ** 0.4 * drift(4, 2) + 4200 * smoke),
    o3: Math.max(4, 22 + 70 * sun * (1 - 0.25 * site.traffic) * drift(5, 6)),
  };
}
