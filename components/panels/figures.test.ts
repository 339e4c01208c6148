import { describe, expect, it } from "vitest";
import type { MetricRow } from "#components/live/rows.ts";
import { Quality } from "#lib/reading/model.ts";
import { byThreat, countLevels, figureOf } from "./figures.ts";

const row = (key: string, value: number, more: Partial<MetricRow> = {}): MetricRow => ({
  seriesId: 1,
  value,
  time: 1000,
  quality: 0,
  stale: false,
  level: undefined,
  source: undefined,
  series: { id: 1, assetId: 1, metricId: "water_level", feedId: "f", periodS: 600 },
  asset: { key } as MetricRow["asset"],
  ...more,
});
const keys = (rows: MetricRow[]) => rows.map((r) => r.asset.key);

describe("the figure of a tile", () => {
  it("is chosen among fresh and believable readings", () => {
    const rows = [
      row("a", 3),
      row("b", 9, { stale: true }),
      row("c", 99, { quality: Quality.tooFast }),
      row("d", 5),
    ];
    expect(figureOf(rows, "max")).toMatchObject({ value: 5, count: 2, stale: false });
    expect(figureOf(rows, "min")).toMatchObject({ value: 3 });
    expect(figureOf(rows, "mean")).toMatchObject({ value: 4, row: undefined });
    expect(figureOf(rows, "sum")).toMatchObject({ value: 8 });
  });

  it("is an old one, said to be old, when nothing is fresh", () => {
    const rows = [row("a", 3, { stale: true, time: 50 }), row("b", 9, { stale: true, time: 70 })];
    expect(figureOf(rows, "max")).toMatchObject({ value: 9, time: 70, stale: true });
  });

  it("is none of nothing", () => {
    expect(figureOf([], "max")).toBeUndefined();
  });
});

describe("counts of levels", () => {
  it("leave out what is normal, old or not judged", () => {
    const rows = [
      row("a", 1, { level: 0 }),
      row("b", 1, { level: 2 }),
      row("c", 1, { level: 1 }),
      row("d", 1),
    ];
    expect(countLevels([...rows, row("e", 1, { level: 2 }), row("f", 1, { level: 3, stale: true })])).toEqual(
      [
        { level: 2, count: 2 },
        { level: 1, count: 1 },
      ],
    );
  });
});

describe("order by threat", () => {
  it("compares rivers by their own limits, not by metres", () => {
    const limits: Record<string, { value: number }[]> = {
      high: [{ value: 15 }, { value: 17 }],
      low: [{ value: 2 }, { value: 4 }],
      none: [],
    };
    const rows = [row("high", 15.2), row("low", 3.8), row("none", 40)];
    expect(keys(byThreat(rows, (r) => limits[r.asset.key] ?? []))).toEqual(["low", "high", "none"]);
  });

  it("puts old values last, whatever they say", () => {
    const rows = [row("old", 9, { level: 3, stale: true }), row("new", 1, { level: 0 })];
    expect(keys(byThreat(rows, () => []))).toEqual(["new", "old"]);
  });
});
