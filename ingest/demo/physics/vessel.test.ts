import { describe, expect, test } from "vitest";
import { coast, islands } from "#ingest/demo/province/coast.ts";
import { fleet } from "#ingest/demo/province/fleet.ts";
import { DAY, HOUR, MINUTE } from "./calendar.ts";
import { distanceKm, type Place, pathThrough } from "./geo.ts";
import { uniform } from "./noise.ts";
import { type Recall, vesselOf } from "./vessel.ts";

const START = Date.parse("2026-11-21T00:00:00Z");

/** Land's eastern edge at a latitude: the farther of the two rows around it. */
function landEnds(lat: number): number {
  const row = coast.findIndex(([each]) => each > lat);
  if (row <= 0) return coast[row === 0 ? 0 : coast.length - 1]?.[1] ?? 0;
  return Math.max(coast[row - 1]?.[1] ?? 0, coast[row]?.[1] ?? 0);
}

function afloat(place: Place, harbour: readonly Place[]): boolean {
  if (islands.some((island) => distanceKm(island, place) < island.km)) return false;
  if (place.lon > landEnds(place.lat)) return true;
  const way = pathThrough(harbour);
  for (let km = 0; km <= way.km; km += 0.05) if (distanceKm(way.at(km), place) < 0.2) return true;
  return false;
}

describe("the fleet", () => {
  test("never sails over land, neither on a voyage nor when a storm calls it home", () => {
    const recall: Recall = { from: START + 2 * DAY, until: START + 2 * DAY + 9 * HOUR };
    for (const { voyage } of fleet) {
      const vessel = vesselOf(voyage);
      for (let i = 0; i < 600; i++) {
        const time = START + uniform(9, i) * 16 * DAY;
        const stormy = START + 2 * DAY + uniform(10, i) * 16 * HOUR;
        for (const place of [vessel(time), vessel(stormy, recall)]) {
          if (!afloat(place, voyage.harbour))
            expect.fail(`${voyage.key} at ${place.lat}, ${place.lon} is on land`);
        }
      }
    }
  });

  test("moves without jumps at a fishing boat's speed, also through a recall", () => {
    const recall: Recall = { from: START + HOUR, until: START + 5 * HOUR };
    for (const { voyage } of fleet) {
      const vessel = vesselOf(voyage);
      for (let time = START; time < START + 12 * HOUR; time += 10 * MINUTE) {
        const near = vessel(time, recall);
        const next = vessel(time + MINUTE, recall);
        expect(distanceKm(near, next) * 60).toBeLessThan(45);
        expect(near.speed).toBeLessThan(45);
        expect(near.course).toBeGreaterThanOrEqual(0);
        expect(near.course).toBeLessThan(360);
      }
    }
  });

  test("some are at sea and some in port", () => {
    const out = fleet.filter(({ voyage }) => {
      const berth = voyage.harbour[0];
      return berth && distanceKm(vesselOf(voyage)(START), berth) > 10;
    });
    expect(out.length).toBeGreaterThan(fleet.length / 3);
    expect(out.length).toBeLessThan(fleet.length);
  });
});
