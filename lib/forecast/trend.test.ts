import { expect, test } from "vitest";
import { trendOf } from "./trend.ts";

const MIN = 60_000;
const line = (n: number, f: (i: number) => number) =>
  Array.from({ length: n }, (_, i) => ({ at: i * MIN, value: f(i) }));

test("goes on as the readings went, as far as they reach back", () => {
  const trend = trendOf(
    line(31, (i) => 5 + i * 0.01),
    60 * MIN,
  );
  expect(trend?.issuedAt).toBe(30 * MIN);
  expect(trend?.points.at(-1)).toMatchObject({ at: 60 * MIN });
  expect(trend?.points.at(-1)?.value).toBeCloseTo(5.6, 6);
  expect(trend?.points[0]?.low).toBeCloseTo(trend?.points[0]?.value ?? 0, 6);
});

test("is not moved by outliers, and not carried farther than asked", () => {
  const trend = trendOf(
    line(60, (i) => (i % 5 === 0 ? 99 : 5 + i * 0.01)),
    10 * MIN,
  );
  expect(trend?.points.at(-1)?.value).toBeCloseTo(5 + 0.69, 1);
  expect(trend?.points.at(-1)?.at).toBe(69 * MIN);
});

test("widens with the lead where readings scatter", () => {
  const points =
    trendOf(
      line(40, (i) => 5 + (i % 2) * 0.2),
      60 * MIN,
    )?.points ?? [];
  const widths = points.map((p) => p.high - p.low);
  expect(widths[0]).toBeGreaterThan(0);
  expect(widths.at(-1)).toBeGreaterThan(widths[0] as number);
});

test("is none of a handful of readings, nor of one instant", () => {
  expect(
    trendOf(
      line(7, () => 1),
      MIN,
    ),
  ).toBeNull();
  expect(
    trendOf(
      line(20, () => 1).map((p) => ({ ...p, at: 0 })),
      MIN,
    ),
  ).toBeNull();
});

test("thousands of readings are thinned", () => {
  const started = performance.now();
  trendOf(
    line(20_000, (i) => i),
    60 * MIN,
  );
  expect(performance.now() - started).toBeLessThan(200);
});
