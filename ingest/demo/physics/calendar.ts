export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Viet Nam keeps UTC+7 all year. */
const OFFSET = 7 * HOUR;

/** Days since 1970-01-01 by the local calendar. */
export function localDay(time: number): number {
  return Math.floor((time + OFFSET) / DAY);
}

/** ms since 1970 UTC of the local midnight that begins this local day. */
export function startOfLocalDay(day: number): number {
  return day * DAY - OFFSET;
}

/** Hours since local midnight, 0 ≤ h < 24. */
export function localHour(time: number): number {
  return (time + OFFSET - localDay(time) * DAY) / HOUR;
}

/** 0 Sunday … 6 Saturday. 1970-01-01 was a Thursday. */
export function weekday(time: number): number {
  return (((localDay(time) + 4) % 7) + 7) % 7;
}

/** Where in the year, 0 ≤ x < 1. */
export function yearPart(time: number): number {
  const year = new Date(time + OFFSET).getUTCFullYear();
  const start = Date.UTC(year, 0, 1) - OFFSET;
  return (time - start) / (Date.UTC(year + 1, 0, 1) - OFFSET - start);
}

/** A bump of height 1 at `peak`, 0 half a turn away, on a circle of length 1; sharper with a greater power. */
export function yearBump(time: number, peak: number, power = 1): number {
  return ((1 + Math.cos(2 * Math.PI * (yearPart(time) - peak))) / 2) ** power;
}

/** A bell around an hour of the day that knows midnight: 1 at the peak. */
export function hourBell(hour: number, peak: number, width: number): number {
  const away = Math.abs(((hour - peak + 36) % 24) - 12);
  return Math.exp(-(away * away) / (2 * width * width));
}
