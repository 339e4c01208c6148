import { HOUR, MINUTE } from "./calendar.ts";
import { uniform } from "./noise.ts";

/** A mobile base station: mains and battery decide whether it transmits. */
export type BaseStation = { up: 0 | 1; mains: 0 | 1; battery: number };

const WINDOW = 30 * MINUTE;
const BATTERY_HOURS = 4;

/**
 * Mains fail by chance: 0.2 % of half-hours on a calm day, almost surely in a typhoon's core. Without
 * mains the battery of 54 V runs down and at 44 V, after about four hours, the station falls silent.
 * @param gale greatest storm wind at the site over the last hours by hours ago, m/s
 */
export function baseStationAt(seed: number, time: number, gale: (hoursAgo: number) => number): BaseStation {
  const now = Math.floor(time / WINDOW);
  let dark = 0;
  while (dark < 12 && failed(seed, now - dark, gale((dark * WINDOW) / HOUR))) dark++;
  if (dark === 0) return { up: 1, mains: 1, battery: 54 - 0.3 * uniform(seed, now) };
  const hours = ((dark - 1) * WINDOW + (time - now * WINDOW)) / HOUR;
  const battery = Math.max(42.5, 53.5 - (9.5 * hours) / BATTERY_HOURS);
  return { up: battery > 44 ? 1 : 0, mains: 0, battery };
}

function failed(seed: number, window: number, gale: number): boolean {
  const risk = 0.002 + 0.95 / (1 + Math.exp(-(gale - 27) / 2.5));
  return uniform(seed, window >> 2, 1) < risk;
}
