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

/**
 * Lowest and highest value of an axis: the data, and the next limit above them when it is near enough to matter
 * (within the span of the data and its distance again), with a tenth of room.
 */
export function valueRange(values: readonly number[], limits: readonly number[]): [number, number] {
  if (values.length === 0) return [0, 1];
  let low = values.reduce((a, b) => Math.min(a, b));
  let high = values.reduce((a, b) => Math.max(a, b));
  const span = high - low || Math.abs(high) || 1;
  const next = limits.filter((limit) => limit > high).sort((a, b) => a - b)[0];
  if (next !== undefined && next - high <= 3 * span) high = next;
  const room = (high - low || span) * 0.1;
  const touchesZero = low >= 0 && low - room < 0;
  low = touchesZero ? 0 : low - room;
  return [low, high + room];
}
