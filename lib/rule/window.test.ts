import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { change, EMPTY, hear, type Window } from "./window.ts";

const SECOND = 1_000;
const windowMs = 60 * SECOND;

function fill(
  readings: readonly (readonly [seconds: number, value: number])[],
  from: Window = EMPTY,
): Window {
  return readings.reduce((window, [at, value]) => hear(window, { time: at * SECOND, value, windowMs }), from);
}

describe("a window", () => {
  test("knows the rise from its lowest value, until that has passed", () => {
    expect(change(fill([[0, 5]]))).toBe(0);
    expect(
      change(
        fill([
          [0, 5],
          [30, 6],
        ]),
      ),
    ).toBe(1);
    expect(
      change(
        fill([
          [0, 5],
          [30, 6],
          [60, 7],
        ]),
      ),
    ).toBe(2);
    expect(
      change(
        fill([
          [0, 5],
          [30, 6],
          [61, 7],
        ]),
      ),
    ).toBe(1);
    expect(
      change(
        fill([
          [0, 5],
          [30, 4],
          [40, 4.5],
        ]),
      ),
    ).toBe(0.5);
  });

  test("takes the newest again when it is corrected, and forgets what that said before", () => {
    expect(
      change(
        fill([
          [0, 5],
          [30, 1],
          [30, 6],
          [40, 6],
        ]),
      ),
    ).toBe(1);
    expect(
      change(
        fill([
          [0, 5],
          [30, 6],
          [30, 5],
        ]),
      ),
    ).toBe(0);
  });

  test("takes nothing that is older than the newest", () => {
    const window = fill([
      [0, 5],
      [30, 6],
    ]);
    expect(fill([[20, 1]], window)).toBe(window);
  });

  test("stays bounded however often it hears, and is JSON", () => {
    const window = fill(Array.from({ length: 20_000 }, (_, i) => [i / 100, i] as const));
    expect(window.low.length).toBeLessThanOrEqual(2 * 362);
    expect(JSON.parse(JSON.stringify(window))).toEqual(window);
  });

  test("says what a look at every reading of the span says, at any spacing", () => {
    const steps = fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.integer({ min: 0, max: 50 })), {
      minLength: 1,
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, (gaps) => {
        let at = 0;
        const readings = gaps.map(([gap, value]) => {
          at += gap;
          return [at, value] as const;
        });
        const [last, value] = readings.at(-1) as readonly [number, number];
        const low = Math.min(...readings.filter(([t]) => t >= last - 60).map(([, v]) => v));
        expect(change(fill(readings))).toBe(value - low);
      }),
      { numRuns: 500, seed: 3 },
    );
  });
});
