import { describe, expect, test } from "vitest";
import { domains, metricById, metrics } from "./catalog.ts";
import { isPossible, levelOf, type Metric, toCanonical } from "./metric.ts";

function metric(id: string): Metric {
  const found = metricById(id);
  if (!found) throw new Error(`no metric ${id}`);
  return found;
}

describe("every metric", () => {
  test("has an id that fits a topic, used once", () => {
    const ids = domains.flatMap((domain) => domain.metrics.map((each) => each.id));
    for (const id of ids) expect(id).toMatch(/^[a-z0-9_]{1,64}$/);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(40);
  });

  test.each(metrics.map((each) => [each.id, each] as const))("%s is whole", (_id, each) => {
    expect(each.title.vi).not.toBe("");
    expect(each.title.en).not.toBe("");
    expect(each.range.min).toBeLessThan(each.range.max);
    expect(each.periodSeconds).toBeGreaterThan(0);
    expect(each.accepts).not.toHaveProperty(each.unit || "canonical");
    const bounds = each.levels?.items.map((level) => level.from) ?? [];
    expect(bounds).toEqual(bounds.toSorted((a, b) => (a ?? 0) - (b ?? 0)));
    for (const level of each.levels?.items ?? []) expect(level.color).toMatch(/^#[0-9a-f]{6}$/);
  });
});

describe("units", () => {
  test("centimetres become metres and milligrams micrograms", () => {
    expect(toCanonical(metric("water_level"), 687, "cm")).toBeCloseTo(6.87, 10);
    expect(toCanonical(metric("co"), 1.2, "mg/m³")).toBeCloseTo(1200, 10);
  });

  test("an offset scale is carried over", () => {
    expect(toCanonical(metric("temperature"), 300.15, "K")).toBeCloseTo(27, 10);
    expect(toCanonical(metric("temperature"), 212, "°F")).toBeCloseTo(100, 10);
  });

  test("no unit means canonical; an unknown one is refused", () => {
    expect(toCanonical(metric("water_level"), 6.87)).toBe(6.87);
    expect(toCanonical(metric("water_level"), 6.87, "ft")).toBeUndefined();
    expect(toCanonical(metric("water_level"), 6.87, "constructor")).toBeUndefined();
  });
});

test("sentinels and absurd values are outside the possible range", () => {
  expect(isPossible(metric("water_level"), -9999)).toBe(false);
  expect(isPossible(metric("pm2_5"), -999)).toBe(false);
  expect(isPossible(metric("humidity"), 100)).toBe(true);
  expect(isPossible(metric("humidity"), Number.NaN)).toBe(false);
});

test("VN_AQI levels change at 51, 101, 151, 201 and 301", () => {
  const scale = metric("vn_aqi").levels;
  if (!scale) throw new Error("VN_AQI lost its levels");
  const titles = [0, 50, 51, 100, 101, 151, 201, 301, 500].map((value) => levelOf(scale, value)?.title.vi);
  expect(titles).toEqual([
    "Tốt",
    "Tốt",
    "Trung bình",
    "Trung bình",
    "Kém",
    "Xấu",
    "Rất xấu",
    "Nguy hại",
    "Nguy hại",
  ]);
});
