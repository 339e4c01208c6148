import { HOUR, localDay, localHour, startOfLocalDay } from "./calendar.ts";
import { bearing, distanceKm, type Path, type Place } from "./geo.ts";
import { wander } from "./noise.ts";

export type BusLine = { way: Path; kmh: number; firstHour: number; lastHour: number };
export type Bus = { line: BusLine; seed: number /** Minutes after the first departure. */; offset: number };
export type BusFix = Place & { speed: number; course: number; passengers: number };

const SHORT = 10_000;

/** Runs to and fro from first to last departure, then stands at the depot. */
export function busAt(bus: Bus, time: number): BusFix {
  const now = placeOf(bus, time);
  const before = placeOf(bus, time - SHORT);
  const speed = (distanceKm(before, now) / SHORT) * HOUR;
  const hour = localHour(time);
  const busy = 8 + 14 * Math.exp(-(((hour - 7) / 1.3) ** 2)) + 16 * Math.exp(-(((hour - 17) / 1.5) ** 2));
  const riding =
    speed > 0.1 ? Math.max(0, Math.round(busy * (1 + 0.5 * wander(bus.seed, time / 420_000)))) : 0;
  return { ...now, speed, course: speed > 0.1 ? bearing(before, now) : 0, passengers: riding };
}

function placeOf(bus: Bus, time: number): Place {
  const { line } = bus;
  const start = startOfLocalDay(localDay(time)) + line.firstHour * HOUR + bus.offset * 60_000;
  const hours = (time - start) / HOUR;
  const round = 2 * line.way.km;
  const rounds = Math.floor(((line.lastHour - line.firstHour) * line.kmh) / round);
  if (hours <= 0) return line.way.at(0);
  // Faster and slower by turns, never backwards: the slope of the sine stays below the cruising speed.
  const km = line.kmh * hours + 0.35 * Math.sin(hours * 38 + bus.seed);
  const driven = Math.max(0, km - 0.35 * Math.sin(bus.seed));
  if (driven >= rounds * round) return line.way.at(0);
  const within = driven % round;
  return line.way.at(within <= line.way.km ? within : round - within);
}
