/** One measured point: ms since 1970 and the value in the metric's unit. */
export type Point = { readonly t: number; readonly v: number };

export type Line = {
  readonly id: number;
  readonly name: string;
  readonly points: readonly Point[];
  /** Two points further apart than this, ms, are not joined: there was no data. */
  readonly gapMs: number;
};

/** A row of the chart: its time, and the value of each line under the line's id; null where it has none. */
export type ChartRow = { t: number; [line: `l${number}`]: number | null };

/**
 * Lines of different rhythm in one table, for a chart whose lines share their rows. Between two points of its own
 * a line is drawn straight, so it gets that value at the others' times; across a gap it gets none and breaks.
 */
export function toRows(lines: readonly Line[]): ChartRow[] {
  const times = [...new Set(lines.flatMap((line) => line.points.map((p) => p.t)))].sort((a, b) => a - b);
  const rows: ChartRow[] = times.map((t) => ({ t }));
  for (const line of lines) fill(rows, line);
  return rows;
}

function fill(rows: ChartRow[], { id, points, gapMs }: Line): void {
  const key = `l${id}` as const;
  let next = 0;
  for (const row of rows) {
    while (next < points.length && (points[next] as Point).t < row.t) next++;
    row[key] = valueAt(row.t, points[next - 1], points[next], gapMs);
  }
}

function valueAt(
  t: number,
  before: Point | undefined,
  after: Point | undefined,
  gapMs: number,
): number | null {
  if (after?.t === t) return after.v;
  if (!before || !after || after.t - before.t > gapMs) return null;
  return before.v + ((after.v - before.v) * (t - before.t)) / (after.t - before.t);
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
