import { describe, expect, it } from "vitest";
import { hourTicks, niceTicks, tickDecimals, valueRange } from "./scale.ts";

const HOUR = 3_600_000;
const eleven = Date.UTC(2025, 10, 21, 4, 20); // 11:20 in Việt Nam

describe("hours of an axis", () => {
  it("fall on full local hours and are no more than asked for", () => {
    const ticks = hourTicks(eleven - 24 * HOUR, eleven, 5);
    expect(ticks.map((t) => new Date(t + 7 * HOUR).toISOString().slice(11, 16))).toEqual([
      "12:00",
      "18:00",
      "00:00",
      "06:00",
    ]);
    expect(hourTicks(eleven - 2 * HOUR, eleven, 5).length).toBe(2);
  });
});

describe("range of an axis", () => {
  it("shows the next limit when the values come near it, and not one that is far away", () => {
    expect(valueRange([4, 5], [6, 7])[1]).toBeGreaterThanOrEqual(6);
    expect(valueRange([4, 5], [6, 7])[1]).toBeLessThan(7);
    expect(valueRange([4, 4.1], [9])[1]).toBeLessThan(5);
  });

  it("keeps zero as the floor of what cannot be negative, and gives a flat line room", () => {
    expect(valueRange([0, 12], [])[0]).toBe(0);
    const [low, high] = valueRange([5, 5], []);
    expect(low).toBeLessThan(5);
    expect(high).toBeGreaterThan(5);
    expect(valueRange([], [])).toEqual([0, 1]);
  });
});

describe("ticks of values", () => {
  it("are round, cover the range and need no more decimals than their step", () => {
    expect(niceTicks([0, 19.6], 4)).toEqual([0, 5, 10, 15, 20]);
    expect(niceTicks([69.02, 70.9], 4)).toEqual([69, 69.5, 70, 70.5, 71]);
    expect(niceTicks([-0.12, 0.41], 4)).toEqual([-0.2, 0, 0.2, 0.4, 0.6]);
    expect(tickDecimals([69, 69.5])).toBe(1);
    expect(tickDecimals([0, 2.5])).toBe(1);
    expect(tickDecimals([0, 0.25])).toBe(2);
    expect(tickDecimals([0, 500])).toBe(0);
  });
});
