import { DAY, HOUR } from "./calendar.ts";
import { bearing, distanceKm, type Path, type Place, pathThrough } from "./geo.ts";
import { seedOf, uniform, wander } from "./noise.ts";

export type Voyage = {
  key: string;
  /** From the berth through the harbour to open water, all afloat. */
  harbour: readonly Place[];
  /** Middle of the fishing ground. */
  ground: Place;
  cruiseKmh: number;
};

/** km/h; degrees clockwise from north. */
export type Fix = Place & { speed: number; course: number };

/** A storm run: from `from` on the vessel makes for port; after `until` it takes up its voyage again. */
export type Recall = { from: number; until: number };

export type Vessel = (time: number, recall?: Recall) => Fix;

const GROUND_KM = 14;
const REJOIN = 4 * HOUR;
const SHORT = 20_000;

/** A vessel that sails out, fishes for days, returns and rests, for ever; its place is a function of time. */
export function vesselOf(voyage: Voyage): Vessel {
  const seed = seedOf(voyage.key);
  const way = pathThrough([...voyage.harbour, voyage.ground]);
  const transit = (way.km / voyage.cruiseKmh) * HOUR;
  const fishing = (2 + 4 * uniform(seed, 1)) * DAY;
  const rest = (0.4 + uniform(seed, 2)) * DAY;
  const period = 2 * transit + fishing + rest;
  const phase = uniform(seed, 3) * period;

  function everyday(time: number): Place {
    const age = (time + phase) % period;
    if (age < transit) return way.at((age / transit) * way.km);
    if (age < transit + fishing) return fishingAt(seed, voyage.ground, time, (age - transit) / fishing);
    const home = age - transit - fishing;
    return home < transit ? way.at((1 - home / transit) * way.km) : way.at(0);
  }

  function placeAt(time: number, recall?: Recall): Place {
    if (!recall || time < recall.from) return everyday(time);
    if (time <= recall.until)
      return homeward(voyage, way, { from: everyday(recall.from), hours: (time - recall.from) / HOUR });
    const left = 1 - (time - recall.until) / REJOIN;
    const usual = everyday(time);
    if (left <= 0) return usual;
    const hours = (recall.until - recall.from) / HOUR;
    const then = homeward(voyage, way, { from: everyday(recall.from), hours });
    const planned = everyday(recall.until);
    return {
      lon: usual.lon + (then.lon - planned.lon) * left,
      lat: usual.lat + (then.lat - planned.lat) * left,
    };
  }

  return (time, recall) => {
    const now = placeAt(time, recall);
    const before = placeAt(time - SHORT, recall);
    const speed = (distanceKm(before, now) / SHORT) * HOUR;
    return { ...now, speed, course: speed > 0.3 ? bearing(before, now) : 0 };
  };
}

/** Slow loops around the ground that begin and end in its middle. */
function fishingAt(seed: number, ground: Place, time: number, part: number): Place {
  const reach = GROUND_KM * Math.min(1, 12 * part, 12 * (1 - part));
  const east = reach * wander(seed + 7, time / (9 * HOUR));
  const north = reach * wander(seed + 8, time / (9 * HOUR));
  return { lon: ground.lon + east / 107.7, lat: ground.lat + north / 111.2 };
}

function homeward(voyage: Voyage, way: Path, run: { from: Place; hours: number }): Place {
  const gate = voyage.harbour.at(-1) ?? voyage.ground;
  const inside = voyage.harbour.findIndex((place) => distanceKm(place, run.from) < 0.05);
  if (inside === 0) return run.from;
  const home = pathThrough(
    atSea(voyage, way, run.from) ? [run.from, gate, ...voyage.harbour.toReversed()] : [run.from],
  );
  return home.at(voyage.cruiseKmh * run.hours);
}

/** In the harbour's narrows a straight line to its gate could cross land: there a vessel stays where it is. */
function atSea(voyage: Voyage, way: Path, place: Place): boolean {
  const berth = way.at(0);
  const gate = voyage.harbour.at(-1) ?? voyage.ground;
  return distanceKm(berth, place) >= distanceKm(berth, gate);
}
