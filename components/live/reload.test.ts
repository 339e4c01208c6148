import { expect, it } from "vitest";
import { UNKNOWN_TIME } from "./clock.ts";
import { isNight } from "./reload.ts";

const HOUR_MS = 3_600_000;
const at = (hour: number) => Date.UTC(2026, 10, 20, hour + 17, 30);

it("a screen begins anew at three in the morning, when it has run for half a day", () => {
  expect(isNight(13 * HOUR_MS, at(3))).toBe(true);
  expect(isNight(11 * HOUR_MS, at(3))).toBe(false);
  expect(isNight(100 * HOUR_MS, at(2))).toBe(false);
  expect(isNight(100 * HOUR_MS, at(4))).toBe(false);
  expect(isNight(100 * HOUR_MS, UNKNOWN_TIME)).toBe(false);
});
