import { beforeAll, describe, expect, test } from "vitest";
import { HOUR, MINUTE } from "./calendar.ts";
import { loadQuyNhonTide, type Tide, type TideStation, tideOf } from "./tide.ts";

let station: TideStation;
let tide: Tide;
beforeAll(async () => {
  station = await loadQuyNhonTide();
  tide = tideOf(station);
});

function amplitude(name: string): number {
  return station.constituents.find((each) => each.name === name)?.amplitude ?? Number.NaN;
}

describe("the tide of Quy Nhơn", () => {
  test("stands on fifty constituents, the diurnal ones stronger", () => {
    expect(station.constituents).toHaveLength(50);
    expect(amplitude("K1")).toBeCloseTo(0.328, 3);
    expect(amplitude("O1")).toBeCloseTo(0.278, 3);
    expect(amplitude("M2")).toBeCloseTo(0.172, 3);
    // Form number (K1+O1)/(M2+S2) between 1.5 and 3: mixed, mainly diurnal.
    const form = (amplitude("K1") + amplitude("O1")) / (amplitude("M2") + amplitude("S2"));
    expect(form).toBeGreaterThan(1.5);
    expect(form).toBeLessThan(3);
  });

  test("stays between lowest and highest astronomical tide over a year and averages to mean sea level", () => {
    const start = Date.UTC(2026, 0, 1);
    let sum = 0;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let hour = 0; hour < 8766; hour++) {
      const level = tide(start + hour * HOUR);
      sum += level;
      low = Math.min(low, level);
      high = Math.max(high, level);
    }
    expect(Math.abs(sum / 8766)).toBeLessThan(0.02);
    expect(high).toBeLessThanOrEqual(station.datums.HAT - station.datums.MSL + 0.02);
    expect(low).toBeGreaterThanOrEqual(station.datums.LAT - station.datums.MSL - 0.02);
    expect(high - low).toBeGreaterThan(1.4);
  });

  test("is highest on 21 November 2026 at 19:31 local time, half a metre above the mean", () => {
    const noon = Date.parse("2026-11-21T12:00:00+07:00");
    const minutes = Array.from({ length: 24 * 60 }, (_, i) => noon + i * MINUTE);
    const peak = minutes.reduce((best, time) => (tide(time) > tide(best) ? time : best));
    expect(Math.abs(peak - Date.parse("2026-11-21T19:31:00+07:00"))).toBeLessThan(10 * MINUTE);
    expect(tide(peak)).toBeCloseTo(0.496, 2);
  });

  test("has one or two high waters in each lunar day", () => {
    const start = Date.parse("2026-11-20T00:00:00+07:00");
    const LUNAR = 25 * HOUR;
    for (let day = 0; day < 14; day++) {
      let turns = 0;
      for (let t = start + day * LUNAR; t < start + (day + 1) * LUNAR; t += 10 * MINUTE) {
        const here = tide(t);
        if (here > tide(t - 10 * MINUTE) && here >= tide(t + 10 * MINUTE)) turns++;
      }
      expect(turns).toBeGreaterThanOrEqual(1);
      expect(turns).toBeLessThanOrEqual(2);
    }
  });

  test("has no step where one block of predictions meets the next", () => {
    for (let block = 10_300; block < 10_330; block++) {
      const seam = block * 48 * HOUR;
      expect(Math.abs(tide(seam) - tide(seam - 1))).toBeLessThan(0.002);
    }
  });
});
