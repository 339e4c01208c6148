"use client";
import { useMetricRows, useRegister } from "#components/live/hooks.ts";
import type { MetricRow } from "#components/live/rows.ts";
import type { Series } from "#lib/asset/model.ts";

/** What a figure of a metric is made of: its readings, and how many series there are, those that are silent too. */
export type Measured = { rows: readonly MetricRow[]; total: number };

type Narrow = {
  /** Only these assets, by key. */
  assets?: readonly string[];
  /** Only series that something judges: that have levels. */
  judged?: boolean;
};

/** Undefined until the register has come: until then nobody can say how many there ought to be. */
export function useMeasured(metric: string, { assets, judged }: Narrow = {}): Measured | undefined {
  const register = useRegister();
  const rows = useMetricRows(metric);
  if (!register) return undefined;
  const belongs = (series: Series) =>
    (!assets || assets.includes(register.asset(series.assetId)?.key ?? "")) && (!judged || isJudged(series));
  function isJudged(series: Series): boolean {
    // A value beyond every limit has a level wherever there is one to have.
    return register?.level(series, Number.POSITIVE_INFINITY) !== undefined;
  }
  return {
    rows: rows.filter((row) => belongs(row.series)),
    total: register.seriesOf(metric).filter(belongs).length,
  };
}
