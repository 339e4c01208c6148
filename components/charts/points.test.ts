import { describe, expect, it } from "vitest";
import type { Aggregate } from "#lib/metric/metric.ts";
import type { SeriesPoints } from "#lib/reading/points.ts";
import { append, pointsOf } from "./points.ts";

/** One bucket of five minutes: 0.1 m, and 1.8 m for a moment. */
const crest = (aggregate: Aggregate, more: Partial<SeriesPoints> = {}): SeriesPoints => ({
  seriesId: 1,
  aggregate,
  periodS: 10,
  source: "1m",
  stepS: 300,
  from: 0,
  to: 300_000,
  time: [0],
  count: [30],
  mean: [0.27],
  min: [0.1],
  max: [1.8],
  first: [0.1],
  last: [0.2],
  sum: [8.1],
  ...more,
});

describe("a bucket", () => {
  it.each([
    ["max", 1.8],
    ["mean", 0.27],
    ["last", 0.2],
  ] as const)("is drawn by its metric's %s, and never without its extremes", (aggregate, v) => {
    expect(pointsOf(crest(aggregate))).toEqual([{ t: 0, v, low: 0.1, high: 1.8, mean: 0.27 }]);
  });

  it("of amounts is their sum", () => {
    expect(pointsOf(crest("sum"))).toEqual([{ t: 0, v: 8.1 }]);
  });

  it("of directions is their mean on the circle, or a reading where they have none", () => {
    expect(pointsOf(crest("circular", { mean: [0], last: [350] }))).toEqual([{ t: 0, v: 0 }]);
    expect(pointsOf(crest("circular", { mean: [null], last: [350] }))).toEqual([{ t: 0, v: 350 }]);
  });
});

it("a reading is drawn as it is, whatever the aggregate", () => {
  for (const aggregate of ["max", "mean", "last", "sum", "circular"] as const)
    expect(pointsOf(crest(aggregate, { source: "raw", stepS: 0 }))).toEqual([{ t: 0, v: 0.2 }]);
});

describe("a live point", () => {
  const points = [
    { t: 10, v: 1 },
    { t: 20, v: 2 },
  ];

  it("is added once, and what left the window goes", () => {
    expect(append(points, { t: 30, v: 3 }, 15)).toEqual([
      { t: 20, v: 2 },
      { t: 30, v: 3 },
    ]);
    expect(append(points, { t: 20, v: 2 }, 0)).toBe(points);
  });

  it("that is older than the window or than the newest one changes nothing", () => {
    expect(append(points, { t: 5, v: 9 }, 0)).toBe(points);
    expect(append([], { t: 5, v: 9 }, 10)).toEqual([]);
  });
});
