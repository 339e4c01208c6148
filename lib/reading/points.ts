import type { Width } from "./spans.ts";

/**
 * A series for a chart, in columns. `source` raw: each point is a reading and mean = min = max. Otherwise each point
 * is a whole bucket of `stepS` seconds that begins at `time`, by local time; empty buckets are absent.
 */
export type SeriesPoints = {
  seriesId: number;
  source: "raw" | Width;
  /** 0 for raw. */
  stepS: number;
  /** What is covered, ms; the asked span widened to whole buckets. */
  from: number;
  to: number;
  time: number[];
  count: number[];
  mean: number[];
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
  };
}

type Head = Pick<SeriesPoints, "seriesId" | "source" | "stepS" | "from" | "to">;

export function columns(head: Head, pieces: readonly Piece[]): SeriesPoints {
  return {
    ...head,
    time: pieces.map((p) => p.time),
    count: pieces.map((p) => p.count),
    mean: pieces.map((p) => p.sum / p.count),
    min: pieces.map((p) => p.min),
    max: pieces.map((p) => p.max),
    first: pieces.map((p) => p.first),
    last: pieces.map((p) => p.last),
    sum: pieces.map((p) => p.sum),
  };
}
