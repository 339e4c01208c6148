import type { Aggregate } from "#lib/metric/metric.ts";
import type { Width } from "./spans.ts";

/**
 * A series for a chart, in columns. `source` raw: each point is a reading and mean = min = max. Otherwise each point
 * is a whole bucket of `stepS` seconds that begins at `time`, by local time; empty buckets are absent.
 */
export type SeriesPoints = {
  seriesId: number;
  /** How its metric makes one number of many. */
  aggregate: Aggregate;
  /** How often a reading is expected, s. */
  periodS: number;
  source: "raw" | Width;
  /** 0 for raw. */
  stepS: number;
  /** What is covered, ms; the asked span widened to whole buckets. */
  from: number;
  to: number;
  time: number[];
  count: number[];
  /**
   * Of a circular metric the mean direction from 0 to below 360; null where there is none: opposite directions, or
   * buckets rolled up before sines were kept.
   */
  mean: (number | null)[];
  min: number[];
  max: number[];
  first: number[];
  last: number[];
  sum: number[];
};

/** What one level knows of one bucket. */
export type Piece = {
  time: number;
  count: number;
  sum: number;
  min: number;
  max: number;
  first: number;
  last: number;
  firstAt: number;
  lastAt: number;
  /** Sums over the readings, of circular metrics; null or absent where not known. */
  sin?: number | null;
  cos?: number | null;
};

export type Step = { seconds: number; width: Width };

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
const STEPS: Step[] = [
  ...[1, 2, 5, 10, 15, 30].map((n): Step => ({ seconds: n * MINUTE, width: "1m" })),
  ...[1, 2, 3, 6, 12].map((n): Step => ({ seconds: n * HOUR, width: "1h" })),
  ...[1, 2, 7, 14, 28, 56, 112, 364, 1_820, 3_640, 14_560].map(
    (n): Step => ({ seconds: n * DAY, width: "1d" }),
  ),
];

/**
 * Most rows that one answer is made of: a fortnight of minutes. They take 10 ms to read and fold, a month of them 33
 * (2026-11); longer spans are made of hours, which is 720 points a month.
 */
const MOST_ROWS = 14 * 1_440;
const WIDTH_S: Record<Width, number> = { "1m": MINUTE, "1h": HOUR, "1d": DAY };

/** The shortest step by which the span makes at most `points` buckets, and few enough rows are read for them. */
export function stepFor(spanMs: number, points: number): Step {
  const span = spanMs / 1_000;
  const fits = STEPS.find(
    ({ seconds, width }) => Math.ceil(span / seconds) + 1 <= points && span / WIDTH_S[width] <= MOST_ROWS,
  );
  return fits ?? (STEPS.at(-1) as Step);
}

/** Puts together what the levels know of the same bucket; ascending by time. */
export function fold(pieces: readonly Piece[]): Piece[] {
  const byTime = new Map<number, Piece>();
  for (const piece of pieces) {
    const known = byTime.get(piece.time);
    byTime.set(piece.time, known ? joined(known, piece) : piece);
  }
  return [...byTime.values()].sort((a, b) => a.time - b.time);
}

function joined(a: Piece, b: Piece): Piece {
  return {
    time: a.time,
    count: a.count + b.count,
    sum: a.sum + b.sum,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    first: a.firstAt <= b.firstAt ? a.first : b.first,
    last: a.lastAt >= b.lastAt ? a.last : b.last,
    firstAt: Math.min(a.firstAt, b.firstAt),
    lastAt: Math.max(a.lastAt, b.lastAt),
    sin: added(a.sin, b.sin),
    cos: added(a.cos, b.cos),
  };
}

function added(a?: number | null, b?: number | null): number | null {
  return a == null || b == null ? null : a + b;
}

/** Mean resultant below which directions have no common one. */
const SCATTERED = 1e-6;

/** The mean of directions in degrees, from the sums of their sines and cosines; null when they cancel out. */
export function meanDirection({ count, sin, cos }: Pick<Piece, "count" | "sin" | "cos">): number | null {
  if (sin == null || cos == null || Math.hypot(sin, cos) < SCATTERED * count) return null;
  const degrees = (Math.atan2(sin, cos) * 180) / Math.PI;
  // Seven decimals: the sum of 350° and 10° comes out as −1e-15, which is north and not 360.
  return (Number(degrees.toFixed(7)) + 360) % 360;
}

type Head = Pick<SeriesPoints, "seriesId" | "aggregate" | "periodS" | "source" | "stepS" | "from" | "to">;

export function columns(head: Head, pieces: readonly Piece[]): SeriesPoints {
  return {
    ...head,
    time: pieces.map((p) => p.time),
    count: pieces.map((p) => p.count),
    mean: pieces.map((p) =>
      head.aggregate === "circular" && p.count > 1 ? meanDirection(p) : p.sum / p.count,
    ),
    min: pieces.map((p) => p.min),
    max: pieces.map((p) => p.max),
    first: pieces.map((p) => p.first),
    last: pieces.map((p) => p.last),
    sum: pieces.map((p) => p.sum),
  };
}
