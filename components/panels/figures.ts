import type { MetricRow } from "#components/live/rows.ts";
import { type Figure, figureFrom, type Part } from "#lib/figure/model.ts";
import { doubtOf } from "#lib/reading/model.ts";

export type Statistic = "max" | "min" | "mean" | "sum";

/** What a tile shows of many readings: one of them (max, min) or one number of all (mean, sum). */
export type MetricFigure = Figure & {
  /** The reading itself, for max and min: of the known ones, else of what was last known. */
  readonly row: MetricRow | undefined;
};

export const partOf = (row: MetricRow): Part<MetricRow> => ({
  of: row,
  isKnown: doubtOf(row) === null,
  time: row.time,
  simulated: row.source?.simulated ?? false,
});

/** `total`: how many series there are, those without a reading too. */
export function figureOf(rows: readonly MetricRow[], total: number, statistic: Statistic): MetricFigure {
  const figure = figureFrom(rows.map(partOf), total, (used) => numberOf(used, statistic));
  if (statistic !== "max" && statistic !== "min") return { ...figure, row: undefined };
  const known = rows.filter((row) => doubtOf(row) === null);
  const row = farthest(known.length > 0 ? known : rows, statistic);
  // One reading stands for all of them: its time is the figure's, and so is where it comes from.
  return row
    ? { ...figure, row, newest: row.time, simulated: row.source?.simulated ?? false }
    : { ...figure, row };
}

function numberOf(rows: readonly MetricRow[], statistic: Statistic): number | undefined {
  if (statistic === "max" || statistic === "min") return farthest(rows, statistic)?.value;
  const sum = rows.reduce((total, row) => total + row.value, 0);
  return statistic === "sum" ? sum : sum / rows.length;
}

function farthest(rows: readonly MetricRow[], statistic: "max" | "min"): MetricRow | undefined {
  const sign = statistic === "max" ? 1 : -1;
  return rows.reduce<MetricRow | undefined>(
    (best, row) => (best && sign * (row.value - best.value) <= 0 ? best : row),
    undefined,
  );
}

/** How many stand above the normal step of their scale; `total`: how many can be judged. */
export function aboveNormal(rows: readonly MetricRow[], total: number): Figure {
  return figureFrom(rows.map(partOf), total, (used) => used.filter((row) => (row.level ?? 0) > 0).length);
}

export type LevelCount = { level: number; count: number };

/** How many readings of now stand on each level above the normal one, highest level first. */
export function countLevels(rows: readonly MetricRow[]): LevelCount[] {
  const counts = new Map<number, number>();
  for (const row of rows) {
    if (doubtOf(row) !== null || !row.level) continue;
    counts.set(row.level, (counts.get(row.level) ?? 0) + 1);
  }
  return [...counts].map(([level, count]) => ({ level, count })).sort((a, b) => b.level - a.level);
}

/**
 * Places from the most threatened down: above a level now, then those that were when last heard (that a gauge died
 * does not mean that the water fell), then the normal ones, then the old normal ones. Within each by level, then by
 * how far the value has come between its first and its last limit; places without limits follow by value.
 */
export function byThreat(
  rows: readonly MetricRow[],
  limitsOf: (row: MetricRow) => readonly { value: number }[],
): MetricRow[] {
  const share = (row: MetricRow) => {
    const limits = limitsOf(row);
    const first = limits[0]?.value;
    const last = limits.at(-1)?.value;
    if (first === undefined || last === undefined) return Number.NEGATIVE_INFINITY;
    return (row.value - first) / (last - first || Math.abs(last) || 1);
  };
  const rank = (row: MetricRow) => Number(!row.level) * 2 + Number(doubtOf(row) !== null);
  return rows.toSorted(
    (a, b) =>
      rank(a) - rank(b) ||
      (b.level ?? -1) - (a.level ?? -1) ||
      compare(share(b), share(a)) ||
      b.value - a.value,
  );
}

/** Two infinities are equal, not NaN. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
