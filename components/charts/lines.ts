import type { Aggregate } from "#lib/metric/metric.ts";
import { isGap, type Rhythm } from "#lib/reading/gap.ts";
import type { Point } from "./points.ts";

export type Line = {
  readonly id: number;
  readonly name: string;
  readonly points: readonly Point[];
  readonly rhythm: Rhythm;
  readonly aggregate: Aggregate;
};

/**
 * A row of the chart: its time, and for each line under its id what is drawn there: `l` the line (or the top of a bar),
 * `d` a dot, `b` the band from the least to the greatest, `m` the mean; null where there is nothing.
 */
export type ChartRow = {
  t: number;
  [drawn: `${"l" | "d" | "m"}${number}`]: number | null;
  [band: `b${number}`]: readonly [number, number] | null;
};

/** Stretches of points without a gap between them. */
export function runsOf({ points, rhythm }: Pick<Line, "points" | "rhythm">): Point[][] {
  const runs: Point[][] = [];
  let before: Point | undefined;
  for (const point of points) {
    if (!before || isGap(before.t, point.t, rhythm)) runs.push([]);
    runs.at(-1)?.push(point);
    before = point;
  }
  return runs;
}

/**
 * Lines of different rhythm in one table, for a chart whose lines share their rows. Within a run a line is drawn from
 * point to point, so it gets the value on its way at the others' times; outside it has none, and a row of its own
 * says so, also where no other line has one. A run of one point is a dot.
 */
export function toRows(lines: readonly Line[]): ChartRow[] {
  const drawn = lines.map((line) => ({
    line,
    runs: line.aggregate === "sum" ? barsOf(line) : lineRuns(line),
  }));
  const times = new Set<number>();
  for (const { runs } of drawn) {
    for (const run of runs) {
      for (const point of run) times.add(point.t);
      times.add((run.at(-1) as Point).t + 1);
    }
  }
  const rows = [...times].sort((a, b) => a - b).map((t): ChartRow => ({ t }));
  for (const { line, runs } of drawn) fill(rows, line, runs);
  return rows;
}

/** A lone bucket is as wide as the time that it stands for. */
function lineRuns(line: Line): Point[][] {
  const width = line.rhythm.stepS * 1_000;
  return runsOf(line).map((run) => {
    const [only] = run;
    return run.length === 1 && only && width > 0 ? [only, { ...only, t: only.t + width }] : run;
  });
}

/** Share of its time that a bar covers: neighbours stay apart. */
const BAR = 0.9;

/** A bar covers what its sum was counted over: its bucket, or the period that ends with the reading. */
function barsOf({ points, rhythm: { periodS, stepS } }: Line): Point[][] {
  const width = (stepS || periodS) * 1_000;
  return points.map((point, i) => {
    const begin =
      stepS > 0 ? point.t : Math.max(point.t - width, (points[i - 1]?.t ?? Number.NEGATIVE_INFINITY) + 1);
    const end = stepS > 0 ? point.t + width : point.t;
    const room = ((1 - BAR) / 2) * (end - begin);
    return [
      { t: begin + room, v: point.v },
      { t: end - room, v: point.v },
    ];
  });
}

function fill(rows: ChartRow[], line: Line, runs: readonly Point[][]): void {
  let row = 0;
  const skip = (until: number) => {
    for (; row < rows.length && (rows[row] as ChartRow).t < until; row++)
      write(rows[row] as ChartRow, line.id);
  };
  for (const run of runs) {
    const last = run.at(-1) as Point;
    skip((run[0] as Point).t);
    let next = 0;
    for (; row < rows.length && (rows[row] as ChartRow).t <= last.t; row++) {
      const at = rows[row] as ChartRow;
      while ((run[next] as Point).t < at.t) next++;
      const after = run[next] as Point;
      const own = after.t === at.t;
      const point = own ? after : between(run[next - 1] as Point, after, at.t, line.aggregate);
      write(at, line.id, point, own && isDot(line, run, point));
    }
  }
  skip(Number.POSITIVE_INFINITY);
}

/** A point without a line to either side, and each direction: no line leads from 350° to 10°. */
function isDot({ aggregate, points }: Line, run: readonly Point[], point: Point): boolean {
  if (aggregate === "sum") return false;
  if (aggregate === "circular" || run.length === 1) return true;
  const isWidened = run.length === 2 && run[1]?.v === run[0]?.v && !points.includes(run[1] as Point);
  return isWidened && point === run[0];
}

function write(row: ChartRow, id: number, point?: Point, dot = false): void {
  row[`l${id}`] = point?.v ?? null;
  row[`d${id}`] = dot && point ? point.v : null;
  row[`m${id}`] = point?.mean ?? null;
  row[`b${id}`] = point?.low !== undefined && point.high !== undefined ? [point.low, point.high] : null;
}

/** Where a line is between two points of its own: on the straight, or where it stood, if steps are its nature. */
function between(before: Point, after: Point, t: number, aggregate: Aggregate): Point {
  const share = aggregate === "last" ? 0 : (t - before.t) / (after.t - before.t);
  const mix = (a: number, b: number) => a + (b - a) * share;
  const band = (point: Point) => ({
    low: point.low ?? point.v,
    high: point.high ?? point.v,
    mean: point.mean ?? point.v,
  });
  const v = mix(before.v, after.v);
  if (before.low === undefined && after.low === undefined) return { t, v };
  const [a, b] = [band(before), band(after)];
  return { t, v, low: mix(a.low, b.low), high: mix(a.high, b.high), mean: mix(a.mean, b.mean) };
}

/** The line's own point that a pointer at `t` means: the newest there or before, unless a gap lies between. */
export function pointAt({ points, rhythm }: Line, t: number): Point | undefined {
  const found = points.findLast((point) => point.t <= t);
  return found && !isGap(found.t, t, rhythm) ? found : undefined;
}

/** Everything that a chart of these lines has to have room for: the extremes, and the foot of the bars. */
export function extent(lines: readonly Line[]): number[] {
  return lines.flatMap(({ points, aggregate }) => {
    const values = points.flatMap(({ v, low = v, high = v }) => [v, low, high]);
    return aggregate === "sum" && values.length > 0 ? [0, ...values] : values;
  });
}
