import { describe, expect, test } from "vitest";
import { cityBuses } from "#ingest/demo/province/bus-lines.ts";
import { busAt } from "./bus.ts";
import { MINUTE } from "./calendar.ts";
import { distanceKm } from "./geo.ts";

const MORNING = Date.parse("2026-11-23T05:00:00+07:00");

describe("city buses", () => {
  test("follow their line at bus speed and keep to it", () => {
    for (const { bus } of cityBuses) {
      for (let minute = 0; minute < 18 * 60; minute += 7) {
        const fix = busAt(bus, MORNING + minute * MINUTE);
        expect(fix.speed).toBeLessThan(60);
        let nearest = Number.POSITIVE_INFINITY;
        for (let km = 0; km <= bus.line.way.km; km += 0.02) {
          nearest = Math.min(nearest, distanceKm(bus.line.way.at(km), fix));
        }
        expect(nearest).toBeLessThan(0.05);
      }
    }
  });

  test("stand empty at the depot by night and carry people at half past seven", () => {
    for (const { bus } of cityBuses) {
      const night = busAt(bus, MORNING - 2 * 60 * MINUTE);
      expect(night).toMatchObject({ speed: 0, passengers: 0 });
      expect(distanceKm(night, bus.line.way.at(0))).toBeLessThan(0.001);
    }
    const aboard = cityBuses.reduce((sum, { bus }) => sum + busAt(bus, MORNING + 150 * MINUTE).passengers, 0);
    expect(aboard).toBeGreaterThan(100);
  });
});
