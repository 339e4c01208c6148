import { describe, expect, it } from "vitest";
import type { MetricRow } from "#components/live/rows.ts";
import { Quality } from "#lib/reading/model.ts";
import { aboveNormal, byThreat, countLevels, figureOf } from "./figures.ts";

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
  it("is chosen among fresh and believable readings, and says of how many", () => {
    const rows = [
      row("a", 3),
      row("b", 9, { stale: true }),
      row("c", 99, { quality: Quality.tooFast }),
      row("e", 98, { quality: Quality.unconfirmed }),
      row("d", 5),
    ];
    expect(figureOf(rows, 6, "max")).toMatchObject({ now: 5, known: 2, total: 6 });
    expect(figureOf(rows, 6, "min")).toMatchObject({ now: 3 });
    expect(figureOf(rows, 6, "mean")).toMatchObject({ now: 4, row: undefined });
    expect(figureOf(rows, 6, "sum")).toMatchObject({ now: 8 });
  });

  it("is not known when nothing is fresh; what it last was stands beside it", () => {
    const rows = [row("a", 3, { stale: true, time: 50 }), row("b", 9, { stale: true, time: 70 })];
    expect(figureOf(rows, 2, "max")).toMatchObject({ now: undefined, last: 9, newest: 70, known: 0 });
  });

  it("is none of nothing", () => {
    expect(figureOf([], 0, "max")).toMatchObject({ now: undefined, last: undefined, total: 0 });
  });
});

describe("how many stand above the normal step", () => {
  it("is not zero when the rows are merely old", () => {
    const old = [row("a", 1, { level: 0, stale: true }), row("b", 1, { level: 0, stale: true })];
    expect(aboveNormal(old, 12)).toMatchObject({ now: undefined, last: 0, known: 0, total: 12 });
  });

  it("is of those that are known", () => {
    const rows = [
      row("a", 1, { level: 2 }),
      row("b", 1, { level: 0 }),
      row("c", 1, { level: 3, stale: true }),
    ];
    expect(aboveNormal(rows, 4)).toMatchObject({ now: 1, known: 2, total: 4 });
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

  it("puts an old alarm above what is normal, and old normal values last", () => {
    const rows = [
      row("old", 9, { level: 0, stale: true }),
      row("new", 1, { level: 0 }),
      row("alarm of old", 9, { level: 3, stale: true }),
      row("alarm", 2, { level: 1 }),
    ];
    expect(keys(byThreat(rows, () => []))).toEqual(["alarm", "alarm of old", "new", "old"]);
  });
});
