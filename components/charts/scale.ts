import { tz } from "@date-fns/tz";
import { addHours, startOfDay } from "date-fns";
import { TIME_ZONE } from "#lib/i18n/format.ts";

const HOUR = 3_600_000;
const STEPS = [1, 2, 3, 6, 12, 24];

/** Full local hours between two times, at most `most` of them, so that the axis reads 00:00, 06:00, 12:00. */
export function hourTicks(from: number, to: number, most: number): number[] {
  const hours = (to - from) / HOUR;
  const step = STEPS.find((s) => hours / s <= most) ?? 24;
  const ticks: number[] = [];
  let at = startOfDay(from, { in: tz(TIME_ZONE) });
  while (at.getTime() <= to) {
    if (at.getTime() >= from) ticks.push(at.getTime());
    at = addHours(at, step);
  }
  return ticks;
}

/** Round numbers a nice step apart that cover the range; the axis goes from the first to the last. */
export function niceTicks([low, high]: readonly [number, number], about: number): number[] {
  const rough = (high - low) / about;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = power * (NICE.find((n) => n * power >= rough) ?? 10);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  // Through whole numbers: 0.1 + 0.2 is not 0.3.
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)));
}

/** The wind rose: north to north. */
export const circleTicks: readonly number[] = [0, 90, 180, 270, 360];

const NICE = [1, 2, 2.5, 5, 10];

/** Decimals without which two neighbouring ticks would read the same. */
export function tickDecimals(ticks: readonly number[]): number {
  const step = (ticks[1] ?? 1) - (ticks[0] ?? 0);
  for (let decimals = 0; decimals < 4; decimals++) {
    if (Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) < 1e-6) return decimals;
  }
  return 4;
}

/**
 * Lowest and highest value of an axis: the data, and the next limit above them when it is near enough to matter
 * (within the span of the data and its distance again), with a twentieth of room.
 */
export function valueRange(values: readonly number[], limits: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1];
  let low = values.reduce((a, b) => Math.min(a, b));
  let high = values.reduce((a, b) => Math.max(a, b));
  const span = high - low || Math.abs(high) || 1;
  const next = limits.filter((limit) => limit > high).sort((a, b) => a - b)[0];
  if (next !== undefined && next - high <= 3 * span) high = next;
  const room = (high - low || span) * 0.05;
  const touchesZero = low >= 0 && low - room < 0;
  low = touchesZero ? 0 : low - room;
  return [low, high + room];
}
