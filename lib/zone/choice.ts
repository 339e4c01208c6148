import { depthIn } from "./depth.ts";
import type { Zone } from "./model.ts";

type Point = { lon: number; lat: number };

/** Those of these ids, or of that kind; none where neither is given. */
export function chosenZones(all: readonly Zone[], by: { ids?: readonly string[]; kind?: string }): Zone[] {
  return all.filter((zone) => by.ids?.includes(zone.id) ?? zone.kind === by.kind);
}

/** How deep the point lies in the zone of these that holds it best, metres; negative outside, −Infinity far off. */
export function deepest(zones: readonly Zone[], point: Point, at: { time: number; farM: number }): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const { shape, box, from, until } of zones) {
    if (at.time < from || at.time >= until) continue;
    most = Math.max(most, depthIn(shape, box, { ...point, farM: at.farM }));
  }
  return most;
}

export function isWithin(zones: readonly Zone[], point: Point, time: number): boolean {
  return zones.length > 0 && deepest(zones, point, { time, farM: 0 }) >= 0;
}
