import { z } from "zod";

/**
 * The lowest values of a sliding window, so that the rise to the newest one is known in one look. `low`: time, value,
 * time, value …, both ascending: of two values the later and lower one is all that still matters. At most one a
 * slice, which bounds it. The newest stays apart, so that it can be corrected.
 */
export const windowSchema = z.object({
  low: z.array(z.number()).max(800),
  last: z.tuple([z.number(), z.number()]).nullable(),
});
export type Window = Readonly<{
  low: readonly number[];
  last: readonly [time: number, value: number] | null;
}>;

export const EMPTY: Window = Object.freeze({ low: Object.freeze([]), last: null });

/** A window of an hour is exact to 10 s. */
const SLICES = 360;

type Heard = { time: number; value: number; windowMs: number };

/** The window with one more reading, not older than the newest; one of the same time takes its place. */
export function hear(window: Window, { time, value, windowMs }: Heard): Window {
  const { low, last } = window;
  const newest = [time, value] as const;
  if (last !== null && last[0] > time) return window;
  if (last === null || last[0] === time) return { low: within(low, time - windowMs), last: newest };
  return { low: within(kept(low, last, windowMs / SLICES), time - windowMs), last: newest };
}

/** How far the newest lies above the lowest of the window. */
export function change({ low, last }: Window): number {
  if (last === null) return 0;
  const lowest = low[1];
  return lowest === undefined ? 0 : Math.max(0, last[1] - lowest);
}

function within(low: readonly number[], since: number): readonly number[] {
  let first = 0;
  while (first < low.length && (low[first] as number) < since) first += 2;
  return first === 0 ? low : low.slice(first);
}

function kept(low: readonly number[], [time, value]: readonly [number, number], sliceMs: number) {
  let length = low.length;
  while (length > 0 && (low[length - 1] as number) >= value) length -= 2;
  const before = low[length - 2];
  const sameSlice = before !== undefined && Math.floor(before / sliceMs) === Math.floor(time / sliceMs);
  if (sameSlice) return length === low.length ? low : low.slice(0, length);
  const next = low.slice(0, length);
  next.push(time, value);
  return next;
}
