import type { Aggregate } from "#lib/metric/metric.ts";
import type { SeriesPoints } from "#lib/reading/points.ts";

/** One point of a chart: ms since 1970, and values in the metric's unit. */
export type Point = {
  readonly t: number;
  /** What stands for the point: the reading, or what the metric's aggregate makes of a bucket. */
  readonly v: number;
  /** The least and the greatest reading of a bucket, and their mean; absent for a single reading. */
  readonly low?: number;
  readonly high?: number;
  readonly mean?: number;
};

/**
 * What a chart draws of a series. A bucket is drawn at its beginning by what its metric says: the extreme, the sum, the
 * last, the mean (of directions as on a circle). Never a mean alone: it hides the crest.
 */
export function pointsOf({ aggregate, ...series }: SeriesPoints): Point[] {
  const { time, mean, min, max, sum, last, source } = series;
  return time.map((t, i): Point => {
    if (source === "raw") return { t, v: last[i] as number };
    if (aggregate === "sum") return { t, v: sum[i] as number };
    // Opposite directions, or buckets from before directions were added up, have no mean: the last is a reading.
    if (aggregate === "circular") return { t, v: mean[i] ?? (last[i] as number) };
    const bucket = { t, low: min[i] as number, high: max[i] as number, mean: mean[i] as number };
    return { ...bucket, v: lineOf(aggregate, bucket, last[i] as number) };
  });
}

function lineOf(aggregate: Aggregate, { high, mean }: { high: number; mean: number }, last: number): number {
  if (aggregate === "max") return high;
  return aggregate === "last" ? last : mean;
}

/** Adds a live point to a history, drops what is older than `from`; the same array when nothing changed. */
export function append(points: readonly Point[], live: Point | undefined, from: number): readonly Point[] {
  const last = points.at(-1);
  const isNew = live !== undefined && live.t > (last?.t ?? Number.NEGATIVE_INFINITY) && live.t >= from;
  const first = points.findIndex((p) => p.t >= from);
  if (!isNew && first === 0) return points;
  const kept = first < 0 ? [] : points.slice(first);
  return isNew ? [...kept, live] : kept;
}
