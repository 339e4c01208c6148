import { expect, test } from "vitest";
import { depthIn } from "./depth.ts";
import { boxOf, type Shape, shapeSchema } from "./model.ts";

/** 1° × 1° with a hole in its middle. */
const shape: Shape = {
  type: "Polygon",
  coordinates: [ring(109, 13, 110, 14), ring(109.4, 13.4, 109.6, 13.6)],
};
function ring(west: number, south: number, east: number, north: number): [number, number][] {
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
}
const depth = (lon: number, lat: number, farM = 1e6) => depthIn(shape, boxOf(shape), { lon, lat, farM });

test("is the distance to the nearest edge, negative outside and in a hole", () => {
  expect(depth(109.5, 13.1)).toBeCloseTo(11_119.5, 0);
  expect(depth(109.5, 12.9)).toBeCloseTo(-11_119.5, 0);
  expect(depth(110.1, 13.5)).toBeCloseTo(-0.1 * 111_195 * Math.cos((13.5 * Math.PI) / 180), 0);
  expect(depth(109.5, 13.5)).toBeLessThan(-10_000);
  expect(depth(110.1, 14.1)).toBeCloseTo(
    -Math.hypot(11_119.5, 11_119.5 * Math.cos((14.1 * Math.PI) / 180)),
    0,
  );
});

test("is not measured farther off than asked", () => {
  expect(depth(120, 13.5, 10_000)).toBe(Number.NEGATIVE_INFINITY);
  expect(depth(110.1, 14.1, 12_000)).toBe(Number.NEGATIVE_INFINITY);
  expect(depth(110.01, 13.5, 2_000)).toBeGreaterThan(-2_000);
});

test("holds for every part of a multipolygon", () => {
  const two: Shape = { type: "MultiPolygon", coordinates: [[ring(0, 0, 1, 1)], [ring(5, 5, 6, 6)]] };
  expect(boxOf(two)).toEqual({ west: 0, south: 0, east: 6, north: 6 });
  const at = (lon: number) => depthIn(two, boxOf(two), { lon, lat: lon, farM: 1e7 });
  expect([at(0.5) > 0, at(3) > 0, at(5.5) > 0]).toEqual([true, false, true]);
});

test("an outline is closed and on the globe", () => {
  const of = (coordinates: unknown) => shapeSchema.safeParse({ type: "Polygon", coordinates }).success;
  expect(of([ring(0, 0, 1, 1)])).toBe(true);
  expect(of([ring(0, 0, 1, 1).slice(0, 4)])).toBe(false);
  expect(of([ring(0, 0, 181, 1)])).toBe(false);
  expect(of([])).toBe(false);
});
