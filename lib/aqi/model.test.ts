import { describe, expect, test } from "vitest";
import { subIndex } from "./breakpoints.ts";
import { vnAqiLevel } from "./levels.ts";
import { dailyAqi, hourlyAqi } from "./model.ts";
import { nowcast } from "./nowcast.ts";

// The published worked example: PM2.5, newest hour first.
const worked = [20.6, 19.6, 22.4, 20.3, 16.5, 19.0, 16.5, 19.5, 23.5, 20.5, 24.7, 26.9];

describe("NowCast", () => {
  test("the worked example gives 20.27 (printed 20,3)", () => {
    expect(nowcast(worked)).toBeCloseTo(20.27, 2);
  });

  test("a steady value is itself", () => {
    expect(nowcast(Array(12).fill(42))).toBeCloseTo(42, 10);
  });

  test("two of the newest three hours are needed", () => {
    expect(nowcast([undefined, undefined, 20, 20, 20])).toBeUndefined();
    expect(nowcast([undefined, 20, 20])).toBeCloseTo(20, 10);
    expect(nowcast([])).toBeUndefined();
  });

  test("a sudden rise uses the weight ½ and a missing hour is skipped, not taken as zero", () => {
    expect(nowcast([100, undefined, 20])).toBeCloseTo((100 + 20 / 4) / 1.25, 10);
  });

  test("the thirteenth hour has no say", () => {
    expect(nowcast([...worked, 500])).toBe(nowcast(worked));
  });
});

describe("hourly VN_AQI", () => {
  test("the worked example: O3 43, PM2.5 41, NO2 59.35 (printed 60), index 60 within one", () => {
    expect(subIndex("no2", 118.7)).toBeCloseTo(59.35, 2);
    const aqi = hourlyAqi({ pm2_5: worked, o3: 137.6, no2: 118.7 });
    expect(aqi?.parts).toEqual({ pm2_5: 41, o3: 43, no2: 59 });
    expect(Math.abs((aqi?.value ?? 0) - 60)).toBeLessThanOrEqual(1);
    expect(aqi?.main).toBe("no2");
  });

  test("without any particulate matter there is no index", () => {
    expect(hourlyAqi({ o3: 500, no2: 300 })).toBeUndefined();
  });

  test("CO is judged in µg/m³: 12 mg/m³ is 'moderate', not off the scale", () => {
    expect(hourlyAqi({ pm10: [10, 10, 10], co: 12_000 })?.value).toBe(55);
  });
});

describe("daily VN_AQI", () => {
  test("parts 45, 36 and 65 keep their worst, and O3 takes the worse of 1 h and 8 h", () => {
    const aqi = dailyAqi({ pm2_5: Array(24).fill(22.5), pm10: Array(24).fill(36), no2: [130] });
    expect(aqi?.parts).toEqual({ pm2_5: 45, pm10: 36, no2: 65 });
    const ozone = dailyAqi({ pm2_5: Array(24).fill(22.5), o3: Array(24).fill(130) });
    expect(ozone?.parts.o3).toBe(110);
    expect(ozone?.value).toBe(110);
  });

  test("the 8 h ozone mean drops out above 400 and the 1 h value remains", () => {
    expect(dailyAqi({ pm10: [10], o3: Array(24).fill(450) })?.parts.o3).toBe(213);
  });
});

describe("sub-indices", () => {
  test.each([
    ["o3_1h", [0, 160, 200, 300, 400, 800, 1000, 1200]],
    ["o3_8h", [0, 100, 120, 170, 210, 400]],
    ["co", [0, 10_000, 30_000, 45_000, 60_000, 90_000, 120_000, 150_000]],
    ["so2", [0, 125, 350, 550, 800, 1600, 2100, 2630]],
    ["no2", [0, 100, 200, 700, 1200, 2350, 3100, 3850]],
    ["pm10", [0, 50, 150, 250, 350, 420, 500, 600]],
    ["pm2_5", [0, 25, 50, 80, 150, 250, 350, 500]],
  ] as const)("%s meets the index steps at its breakpoints", (column, breakpoints) => {
    const steps = [0, 50, 100, 150, 200, 300, 400, 500];
    expect(breakpoints.map((value) => subIndex(column, value))).toEqual(steps.slice(0, breakpoints.length));
  });

  test("301–500 is two segments, not one", () => {
    expect(subIndex("pm2_5", 300)).toBe(350);
    expect(subIndex("pm2_5", 425)).toBe(450);
  });

  test("beyond the top is 500; nonsense is nothing", () => {
    expect(subIndex("pm10", 9000)).toBe(500);
    expect(subIndex("pm10", -1)).toBeUndefined();
    expect(subIndex("pm10", Number.NaN)).toBeUndefined();
    expect(subIndex("o3_8h", 401)).toBeUndefined();
  });

  test("levels hold their bounds", () => {
    expect(vnAqiLevel(50)?.title.vi).toBe("Tốt");
    expect(vnAqiLevel(51)?.color).toBe("#ffff00");
    expect(vnAqiLevel(500)?.title.vi).toBe("Nguy hại");
    expect(vnAqiLevel(501)).toBeUndefined();
  });
});
