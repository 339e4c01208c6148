import { DAY, HOUR } from "./calendar.ts";
import { bearing, distanceKm, type Path, type Place, pathThrough } from "./geo.ts";
import { seedOf, uniform, wander } from "./noise.ts";

export type Voyage = {
  key: string;
  /** From the berth through the harbour to the gate in open water, every leg afloat. */
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

/** Where a vessel is; `inside` km from the berth while it is in the harbour's channel. */
type Spot = Place & { inside?: number };

/** A vessel that sails out, fishes for days, returns and rests, for ever; its place is a function of time. */
export function vesselOf(voyage: Voyage): Vessel {
  const plan = everydayOf(voyage);
  const channel = pathThrough(voyage.harbour);

  function placeAt(time: number, recall?: Recall): Place {
    if (!recall || time < recall.from) return plan(time);
    const called = plan(recall.from);
    const home = (until: number) =>
      walk(channel, called, { inside: 0, ...channel.at(0) }).at(kmIn(until - recall.from));
    if (time <= recall.until) return home(time);
    const rejoin = Math.max(REJOIN, recall.until - recall.from);
    const part = (time - recall.until) / rejoin;
    if (part >= 1) return plan(time);
    const way = walk(channel, onChannel(channel, home(recall.until)), plan(time));
    return way.at(part * way.km);
  }

  const kmIn = (span: number) => (voyage.cruiseKmh * span) / HOUR;

  return (time, recall) => {
    const now = placeAt(time, recall);
    const before = placeAt(time - SHORT, recall);
    const speed = (distanceKm(before, now) / SHORT) * HOUR;
    return { lon: now.lon, lat: now.lat, speed, course: speed > 0.3 ? bearing(before, now) : 0 };
  };
}

function everydayOf(voyage: Voyage): (time: number) => Spot {
  const seed = seedOf(voyage.key);
  const way = pathThrough([...voyage.harbour, voyage.ground]);
  const channelKm = pathThrough(voyage.harbour).km;
  const transit = (way.km / voyage.cruiseKmh) * HOUR;
  const fishing = (2 + 4 * uniform(seed, 1)) * DAY;
  const rest = (0.4 + uniform(seed, 2)) * DAY;
  const period = 2 * transit + fishing + rest;
  const phase = uniform(seed, 3) * period;
  const along = (km: number): Spot => (km < channelKm ? { ...way.at(km), inside: km } : way.at(km));

  return (time) => {
    const age = (time + phase) % period;
    if (age < transit) return along((age / transit) * way.km);
    if (age < transit + fishing) return fishingAt(seed, voyage.ground, time, (age - transit) / fishing);
    const home = age - transit - fishing;
    return home < transit ? along((1 - home / transit) * way.km) : along(0);
  };
}

/** Slow loops around the ground that begin and end in its middle. */
function fishingAt(seed: number, ground: Place, time: number, part: number): Place {
  const reach = GROUND_KM * Math.min(1, 12 * part, 12 * (1 - part));
  const east = reach * wander(seed + 7, time / (9 * HOUR));
  const north = reach * wander(seed + 8, time / (9 * HOUR));
  return { lon: ground.lon + east / 107.7, lat: ground.lat + north / 111.2 };
}

/** The way between two spots: straight at sea, through the channel's bends where one of them lies inside. */
function walk(channel: Path, from: Spot, to: Spot): Path {
  const outward = from.inside !== undefined && (to.inside ?? Number.POSITIVE_INFINITY) >= from.inside;
  const inner = Math.min(from.inside ?? channel.km, to.inside ?? channel.km);
  const outer = Math.max(from.inside ?? channel.km, to.inside ?? channel.km);
  const steps = Math.max(1, Math.ceil((outer - inner) / 0.2));
  const bends = Array.from({ length: steps + 1 }, (_, i) =>
    channel.at(inner + ((outer - inner) * i) / steps),
  );
  if (from.inside === undefined && to.inside === undefined) return pathThrough([from, to]);
  return pathThrough([from, ...(outward ? bends : bends.reverse()), to]);
}

/** A place that came from {@link walk} and may lie in the channel. */
function onChannel(channel: Path, place: Place): Spot {
  for (let km = 0; km < channel.km; km += 0.1) {
    if (distanceKm(channel.at(km), place) < 0.08) return { ...place, inside: km };
  }
  return place;
}
