import { STALE_PERIODS } from "#lib/asset/model.ts";

/** Small steps of clocks and networks are no silence: nothing is stale, and no line breaks, before this, ms. */
const LEAST_MS = 10_000;

/** What is known of when the points of a series come. */
export type Rhythm = {
  /** How often a reading is expected, s: the series', else its feed's or metric's. */
  readonly periodS: number;
  /** Width of the bucket that one point stands for, s; 0 where each point is a reading. */
  readonly stepS: number;
};

/** A series that has been silent for longer is stale, ms. */
export function silenceMs(periodS: number): number {
  return Math.max(LEAST_MS, STALE_PERIODS * periodS * 1_000);
}

/**
 * Whether nothing was measured between two neighbouring points (ms). The only place that says where a line breaks,
 * and the same silence that makes a value stale. A bucket's readings lie anywhere in it, so its width is allowed on top.
 */
export function isGap(before: number, after: number, { periodS, stepS }: Rhythm): boolean {
  return after - before > silenceMs(periodS) + stepS * 1_000;
}
