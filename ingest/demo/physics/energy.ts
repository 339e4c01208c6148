import { HOUR, hourBell, localHour, weekday } from "./calendar.ts";
import { wander } from "./noise.ts";

/** Load of a substation in MW: lunch and evening peaks, air conditioning with heat, storm outages. */
export function loadAt(
  station: { seed: number; peak: number },
  time: number,
  air: { temperature: number; outage: number },
): number {
  const hour = localHour(time);
  const shape =
    0.46 +
    0.3 * hourBell(hour, 10.8, 2.4) +
    0.22 * hourBell(hour, 14.8, 2.2) +
    0.42 * hourBell(hour, 18.9, 1.7);
  const rest = weekday(time) === 0 ? 0.9 : 1;
  const cooling = 1 + 0.018 * Math.max(0, air.temperature - 26);
  const restless =
    1 + 0.03 * wander(station.seed, time / HOUR) + 0.015 * wander(station.seed + 1, time / 180_000);
  return station.peak * shape * rest * cooling * restless * (1 - air.outage);
}

/** Busbar voltage in kV around its nominal value, lower under load. */
export function busbarAt(
  station: { seed: number; nominal: number },
  time: number,
  loadShare: number,
): number {
  return station.nominal * (1.025 - 0.03 * loadShare + 0.006 * wander(station.seed + 2, time / 400_000));
}
