import { HOUR, hourBell, localHour, yearBump, yearPart } from "./calendar.ts";
import type { Place } from "./geo.ts";
import { seedOf, wander } from "./noise.ts";

/** °C, %, hPa, m/s, degrees the wind comes from. */
export type Air = {
  temperature: number;
  humidity: number;
  pressure: number;
  wind: number;
  gust: number;
  direction: number;
};

/** What a story does to the air at a place now. */
export type Stress = {
  temperature: number;
  humidity: number;
  drop: number;
  gale: number;
  galeFrom: number;
  foehn: number;
};

export const CALM: Stress = { temperature: 0, humidity: 0, drop: 0, gale: 0, galeFrom: 0, foehn: 0 };

/**
 * Everyday air of the coast: 23–31 °C by season, a daily swing that cloud and rain flatten, sea breeze
 * by day, north-east monsoon from October to March, the half-day wave of the pressure.
 * @param rainHour rain of the last hour, mm
 */
export function airAt(where: Place & { heightM: number; seed: number }, time: number, sky: Sky): Air {
  const { rainHour, stress } = sky;
  const hour = localHour(time);
  const season = Math.cos(2 * Math.PI * (yearPart(time) - 0.5));
  const synoptic = wander(REGION, time / (60 * HOUR));
  const cloud = Math.min(1, Math.max(0, 0.45 - 0.35 * season + 0.35 * synoptic + rainHour / 4));
  const swing = (5.2 - 3 * cloud) * (hourBell(hour, 13.5, 3.6) * 1.7 - 0.75);
  const local = 0.5 * wander(where.seed, time / (3 * HOUR));
  const dry = stress.temperature;
  const temperature =
    26.6 +
    3 * season +
    1.2 * synoptic +
    swing +
    local -
    0.0062 * where.heightM -
    Math.min(3, rainHour / 5) +
    dry;
  const mean = 80 - 5 * season - (swing + 0.8) * 3.4 + Math.min(14, rainHour * 2) + stress.humidity;
  const humidity = Math.min(100, Math.max(18, mean + 2.5 * wander(where.seed + 1, time / (2 * HOUR))));
  const wave = 1.4 * Math.cos((4 * Math.PI * (hour - 9.7)) / 24);
  const pressure = 1010.5 - 4 * season - 1.6 * synoptic + wave - stress.drop;
  return { temperature, humidity, pressure, ...windAt(where, time, stress) };
}

export type Sky = { rainHour: number; stress: Stress };

const REGION = seedOf("thoi-tiet");

function windAt(
  where: { seed: number },
  time: number,
  stress: Stress,
): Pick<Air, "wind" | "gust" | "direction"> {
  const hour = localHour(time);
  const monsoon = 3.2 * yearBump(time, 0.95, 1.5);
  const breeze = 2.6 * hourBell(hour, 14.5, 3.2);
  const flutter = 1 + 0.35 * wander(where.seed + 2, time / (8 * 60_000));
  const everyday = (1.1 + monsoon + breeze) * flutter;
  const vectors: [number, number][] = [
    [everyday, 35 + 55 * hourBell(hour, 14.5, 4) + 25 * wander(where.seed + 3, time / (2 * HOUR))],
    [stress.gale, stress.galeFrom],
    [stress.foehn * flutter, 240],
  ];
  let east = 0;
  let north = 0;
  for (const [speed, from] of vectors) {
    east += speed * Math.sin((from * Math.PI) / 180);
    north += speed * Math.cos((from * Math.PI) / 180);
  }
  // Ground slows a storm's wind to 85 %, gusts keep its full force and a fifth more.
  const wind = Math.hypot(east, north) * (stress.gale > 12 ? 0.85 : 1);
  const gust = wind * (1.32 + 0.14 * wander(where.seed + 4, time / (4 * 60_000)));
  const direction = ((Math.atan2(east, north) * 180) / Math.PI + 360) % 360;
  return { wind, gust, direction };
}

/** Vapour pressure deficit in mb, as the fire index takes it: es·(1 − RH/100). */
export function vapourDeficit(temperature: number, humidity: number): number {
  const saturation = 6.1078 * 10 ** ((7.5 * temperature) / (237.3 + temperature));
  return saturation * (1 - humidity / 100);
}
