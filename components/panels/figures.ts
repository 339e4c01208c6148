import type { MetricRow } from "#components/live/rows.ts";
import { SUSPECT } from "#lib/reading/model.ts";

export type Statistic = "max" | "min" | "mean" | "sum";

/** What a tile shows of many readings: one of them (max, min) or one number of all (mean, sum). */
export type Figure = {
  value: number;
  /** Newest event time in it, ms. */
  time: number;
  /** The reading itself, for max and min. */
  row: MetricRow | undefined;
  /** How many places it was made of. */
  count: number;
  /** All of them are old: there was nothing fresh to choose from. */
  stale: boolean;
};

/** Fresh and believable readings come first; only when there is none do the old ones stand in, marked. */
export function figureOf(rows: readonly MetricRow[], statistic: Statistic): Figure | undefined {
  const fit = rows.filter((row) => !row.stale && (row.quality & SUSPECT) === 0);
  const stale = fit.length === 0;
  const used = stale ? rows : fit;
  const first = used[0];
  if (!first) return undefined;
  const time = used.reduce((newest, row) => Math.max(newest, row.time), 0);
  if (statistic === "max" || statistic === "min") {
    const sign = statistic === "max" ? 1 : -1;
    const row = used.reduce((best, one) => (sign * (one.value - best.value) > 0 ? one : best), first);
    return { value: row.value, time: row.time, row, count: used.length, stale };
  }
  const sum = used.reduce((total, row) => total + row.value, 0);
  const value = statistic === "sum" ? sum : sum / used.length;
  return { value, time, row: undefined, count: used.length, stale };
}

export type LevelCount = { level: number; count: number };

/** How many fresh readings stand on each level above the normal one, highest level first. */
export function countLevels(rows: readonly MetricRow[]): LevelCount[] {
  const counts = new Map<number, number>();
  for (const row of rows) {
    if (row.stale || !row.level) continue;
    counts.set(row.level, (counts.get(row.level) ?? 0) + 1);
  }
  return [...counts].map(([level, count]) => ({ level, count })).sort((a, b) => b.level - a.level);
}

/**
 * Places from the most threatened down: by level, then by how far the value has come between its first and its last
 * limit; places without limits follow by value.
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
  return rows.toSorted(
    (a, b) =>
      Number(a.stale) - Number(b.stale) ||
      (b.level ?? -1) - (a.level ?? -1) ||
      compare(share(b), share(a)) ||
      b.value - a.value,
  );
}

/** Two infinities are equal, not NaN. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}
