import { expect, test } from "vitest";
import { fromMinutes, looksLikeMinutes, readDegrees, sideOf } from "./degrees.ts";

test.each([
  ["13.77", 13.77],
  ["13,770", 13.77],
  ["13.770", 13.77],
  ["−13.77", -13.77],
  ["13.77° N", 13.77],
  ["13,77 B", 13.77],
  ["13.77S", -13.77],
  ["13°46'12\"N", 13.77],
  ["13° 46.2’", 13.77],
  ["-13°30′", -13.5],
])("%j is a latitude", (text, value) => expect(readDegrees(text, "lat")).toBeCloseTo(value, 9));

test.each([
  ["", "missing_value"],
  ["NaN", "not_finite"],
  ["13.77 E", "wrong_type"],
  ["-13.77 N", "wrong_type"],
  ["13°61'", "wrong_type"],
  ["1.234,5", "wrong_type"],
  ["13.77 km", "wrong_type"],
])("%j is none: %s", (text, reason) => expect(readDegrees(text, "lat")).toBe(reason));

test("sides belong to their axis", () => {
  expect(["N", "b", " S ", "E", "", 1, "__proto__"].map((side) => sideOf(side, "lat"))).toEqual([
    1,
    1,
    -1,
    ...Array(4).fill(undefined),
  ]);
  expect(["E", "Đ", "W", "T", "N"].map((side) => sideOf(side, "lon"))).toEqual([1, 1, -1, -1, undefined]);
});

test("degrees and minutes in one number are told from degrees", () => {
  expect(fromMinutes(1346.2)).toBeCloseTo(13.77, 9);
  expect(fromMinutes(-10915)).toBeCloseTo(-109.25, 9);
  expect(fromMinutes(1361)).toBeUndefined();
  expect(looksLikeMinutes(1346.2, "lat")).toBe(true);
  expect(looksLikeMinutes(10915, "lon")).toBe(true);
  expect(looksLikeMinutes(91, "lat")).toBe(false);
  expect(looksLikeMinutes(13.77, "lat")).toBe(false);
});
