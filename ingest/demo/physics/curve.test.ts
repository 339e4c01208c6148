import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { curveThrough } from "./curve.ts";

const knots = fc
  .uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 12 })
  .chain((xs) =>
    fc
      .array(fc.double({ min: -50, max: 50, noNaN: true }), { minLength: xs.length, maxLength: xs.length })
      .map((ys) => xs.toSorted((a, b) => a - b).map((x, i) => ({ x, y: ys[i] ?? 0 }))),
  );

describe("a curve through knots", () => {
  test("passes through every knot and never leaves the band between neighbours", () => {
    fc.assert(
      fc.property(knots, (given) => {
        const curve = curveThrough(given);
        given.forEach((knot, i) => {
          expect(curve.at(knot.x)).toBeCloseTo(knot.y, 9);
          const next = given[i + 1];
          if (!next) return;
          for (let part = 0.1; part < 1; part += 0.2) {
            const y = curve.at(knot.x + (next.x - knot.x) * part);
            expect(y).toBeLessThanOrEqual(Math.max(knot.y, next.y) + 1e-9);
            expect(y).toBeGreaterThanOrEqual(Math.min(knot.y, next.y) - 1e-9);
          }
        });
      }),
    );
  });

  test("keeps a slope that is given and its own derivative", () => {
    const curve = curveThrough([
      { x: 0, y: 0 },
      { x: 10, y: 5, slope: 2 },
      { x: 20, y: 6 },
    ]);
    expect(curve.slope(10)).toBeCloseTo(2, 9);
    const step = 1e-6;
    expect((curve.at(4 + step) - curve.at(4 - step)) / (2 * step)).toBeCloseTo(curve.slope(4), 5);
  });

  test("refuses knots that do not ascend", () => {
    expect(() =>
      curveThrough([
        { x: 1, y: 0 },
        { x: 1, y: 2 },
      ]),
    ).toThrow(RangeError);
  });
});
