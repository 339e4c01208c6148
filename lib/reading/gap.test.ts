import { describe, expect, it } from "vitest";
import { isGap, silenceMs } from "./gap.ts";

const MINUTE = 60_000;
const raw = (periodS: number) => ({ periodS, stepS: 0 });

describe("a gap", () => {
  it("begins where the series would have been stale", () => {
    expect(isGap(0, 30 * MINUTE, raw(600))).toBe(false);
    expect(isGap(0, 30 * MINUTE + 1, raw(600))).toBe(true);
    expect(silenceMs(600)).toBe(30 * MINUTE);
  });

  it("is none within ten seconds, however fast the series", () => {
    expect(isGap(0, 10_000, raw(1))).toBe(false);
    expect(isGap(0, 10_001, raw(1))).toBe(true);
  });

  it("is judged by each series' own rhythm", () => {
    expect(isGap(0, 3 * 60 * MINUTE, raw(3_600))).toBe(false);
    expect(isGap(0, 5 * MINUTE, raw(60))).toBe(true);
  });

  it("between buckets is at least one that is empty and should not be", () => {
    expect(isGap(0, 5 * MINUTE, { periodS: 1, stepS: 300 })).toBe(false);
    expect(isGap(0, 10 * MINUTE, { periodS: 1, stepS: 300 })).toBe(true);
  });

  it("is none where buckets are narrower than the rhythm", () => {
    expect(isGap(0, 60 * MINUTE, { periodS: 3_600, stepS: 300 })).toBe(false);
  });
});
