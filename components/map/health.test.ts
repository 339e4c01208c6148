import { describe, expect, test } from "vitest";
import { type Beat, missingLayers, patience, stallWatch } from "./health.ts";

const sign = (id: string, lifecycle = "Initialized", isLoaded = true) => ({ id, lifecycle, isLoaded });
const well: Beat = {
  expected: ["a/x", "b/y"],
  held: [sign("a/x"), sign("b/y", "Matched. State transferred from previous layer")],
  failed: new Set(),
  contextLost: false,
  frozen: false,
};

describe("layers count as drawn", () => {
  test("when deck.gl holds them ready", () => expect(missingLayers(well)).toEqual([]));
  test("but not when it does not hold them", () =>
    expect(missingLayers({ ...well, held: [sign("a/x")] })).toEqual(["b/y"]));
  test("but not when they wait, load or have failed", () => {
    expect(
      missingLayers({ ...well, held: [sign("a/x", "Awaiting state"), sign("b/y", "Initialized", false)] }),
    ).toEqual(["a/x", "b/y"]);
    expect(missingLayers({ ...well, failed: new Set(["b/y-fill"]) })).toEqual(["b/y"]);
  });
  test("but none after a lost context or without frames", () => {
    expect(missingLayers({ ...well, contextLost: true })).toEqual(well.expected);
    expect(missingLayers({ ...well, frozen: true })).toEqual(well.expected);
  });
});

test("a renderer that wants to draw and does not for 20 s is stalled, a resting one is not", () => {
  const stalled = stallWatch();
  expect(stalled(true, 0, 0)).toBe(false);
  expect(stalled(true, 0, 19_000)).toBe(false);
  expect(stalled(true, 0, 21_000)).toBe(true);
  expect(stalled(true, 21_500, 22_000)).toBe(false);
  expect(stalled(false, 21_500, 90_000)).toBe(false);
  expect(stalled(true, 21_500, 91_000)).toBe(false);
});

test("a fault is reported after it lasted five beats, its end at once", () => {
  const lasting = patience();
  expect([1, 2, 3, 4].map(() => lasting(["a/x"]))).toEqual([[], [], [], []]);
  expect(lasting(["a/x"])).toEqual(["a/x"]);
  expect(lasting([])).toEqual([]);
});
