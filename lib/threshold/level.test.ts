import { describe, expect, it } from "vitest";
import type { ThresholdSet } from "#lib/asset/model.ts";
import { metricById } from "#lib/metric/catalog.ts";
import type { Metric } from "#lib/metric/metric.ts";
import { levelIndex } from "./level.ts";

const metric = (id: string) => metricById(id) as Metric;
const limits = (levels: [string, number][]): ThresholdSet => ({
  assetId: 1,
  metricId: "water_level",
  levels: levels.map(([id, value], i) => ({ id, value, severity: i + 1 })),
  source: "t",
  verified: true,
});

describe("the level of a value", () => {
  it("follows the station's own limits, each reached at its value", () => {
    const set = limits([
      ["bd1", 6],
      ["bd2", 7],
      ["bd3", 8],
    ]);
    const at = (value: number) => levelIndex(metric("water_level"), set, value);
    expect([5.99, 6, 6.99, 7, 8, 20].map(at)).toEqual([0, 1, 1, 2, 3, 3]);
  });

  it("is unknown without limits, without a scale, and for a limit that the scale does not name", () => {
    expect(levelIndex(metric("water_level"), undefined, 9)).toBeUndefined();
    expect(levelIndex(metric("discharge"), limits([["bd1", 1]]), 9)).toBeUndefined();
    expect(levelIndex(metric("water_level"), limits([["lich_su", 1]]), 9)).toBeUndefined();
  });

  it("follows the metric's own scale where that holds everywhere", () => {
    const aqi = metric("vn_aqi");
    const items = aqi.levels?.items ?? [];
    items.forEach((item, i) => {
      if (item.from !== undefined) expect(levelIndex(aqi, undefined, item.from)).toBe(i);
    });
    expect(items.length).toBeGreaterThan(3);
  });
});
