import { expect, test } from "vitest";
import { placeOf } from "./place.ts";

test("a place is written with a point or a comma, whole or not at all", () => {
  expect(placeOf({ lat: " 13,9041 ", lon: "109.1" })).toEqual([13.9041, 109.1]);
  expect(placeOf({ lat: "-13.9", lon: "0" })).toEqual([-13.9, 0]);
  expect(placeOf({ lat: `13°54'0"N`, lon: "109,1° Đ" })).toEqual([13.9, 109.1]);
  expect(placeOf({ lat: "−13,9", lon: "109,123" })).toEqual([-13.9, 109.123]);
  expect(placeOf({ lat: " ", lon: "" })).toBeNull();
  for (const [lat, lon] of [
    ["13.9", ""],
    ["91", "109"],
    ["13.9", "181"],
    ["13.904.1", "109"],
    ["mười ba", "109"],
    ["13.9 E", "109"],
    ["1354.2", "10906.1"],
  ] as const)
    expect(placeOf({ lat, lon }), `${lat} ${lon}`).toBeUndefined();
});
