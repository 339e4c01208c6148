import { describe, expect, test } from "vitest";
import { DAY, HOUR, MINUTE } from "./calendar.ts";
import { gaugeIn, rainField } from "./rain.ts";

const place = { lat: 13.62, lon: 108.99 };
const NOVEMBER = Date.UTC(2026, 10, 10);

describe("rain", () => {
  test("is the same for the same seed and another for another", () => {
    const times = Array.from({ length: 500 }, (_, i) => NOVEMBER + i * 37 * MINUTE);
    const series = (seed: number) => times.map((time) => rainField(seed)(place, time));
    expect(series(1)).toEqual(series(1));
    expect(series(1)).not.toEqual(series(2));
    expect(Math.max(...series(1))).toBeGreaterThan(1);
  });

  test("falls mostly from September to December", () => {
    const field = rainField(3);
    const month = (number: number) => {
      const gauge = gaugeIn(field, place);
      let sum = 0;
      for (let day = 1; day <= 30; day++) sum += gauge.sum(Date.UTC(2026, number, day), 24);
      return sum;
    };
    expect(month(9) + month(10) + month(11)).toBeGreaterThan(3 * (month(3) + month(4) + month(5)));
  });

  test("a day's sum is the sum of its hours, whatever was asked before", () => {
    const field = rainField(3);
    const hours = gaugeIn(field, place);
    let sum = 0;
    for (let hour = 1; hour <= 24; hour++) sum += hours.sum(NOVEMBER + hour * HOUR, 1);
    expect(sum).toBeGreaterThan(0);
    const later = gaugeIn(field, place);
    later.sum(NOVEMBER + 40 * DAY, 24);
    expect(later.sum(NOVEMBER + DAY, 24)).toBeCloseTo(sum, 9);
    expect(hours.sum(NOVEMBER + DAY, 24)).toBeCloseTo(sum, 9);
  });

  test("a gauge that lives on forgets old bins and still sums right", () => {
    const field = rainField(3);
    const old = gaugeIn(field, place);
    for (let day = 0; day < 60; day++) old.sum(NOVEMBER + day * DAY, 24);
    expect(old.sum(NOVEMBER + 60 * DAY, 24)).toBeCloseTo(
      gaugeIn(field, place).sum(NOVEMBER + 60 * DAY, 24),
      9,
    );
  });
});
