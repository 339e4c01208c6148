import { bearing, distanceKm, type Place } from "#ingest/demo/physics/geo.ts";
import { seedOf, wander } from "#ingest/demo/physics/noise.ts";
import type { Gale, Story } from "./scenario.ts";

/** Centre by story hour (0 = 5 November 2025, 13:00) with the greatest wind in m/s. */
type Fix = Place & { hour: number; wind: number };

/**
 * Positions and Beaufort classes from bulletins of 5–6 November 2025 (class 13–14 as 41.5 m/s, 14 as
 * 43.9, 15 as 48.6); the position of 19:00 on the 6th was a forecast. What follows inland is assumed.
 */
const track: readonly Fix[] = [
  { hour: 0, lat: 11.8, lon: 117.6, wind: 41.5 },
  { hour: 15, lat: 13.3, lon: 113.3, wind: 43.9 },
  { hour: 19, lat: 13.2, lon: 112.3, wind: 43.9 },
  { hour: 23, lat: 13.2, lon: 111.1, wind: 48.6 },
  { hour: 30, lat: 14.0, lon: 109.4, wind: 41.5 },
  { hour: 34, lat: 14.25, lon: 108.3, wind: 26 },
  { hour: 40, lat: 14.7, lon: 106.8, wind: 15 },
  { hour: 48, lat: 15.2, lon: 104.8, wind: 9 },
];

const CORE_KM = 38;
const SHAPE = 1.35;

export function centreAt(hour: number): Fix {
  const last = track.length - 1;
  const clamped = Math.min(Math.max(hour, track[0]?.hour ?? 0), track[last]?.hour ?? 0);
  const i = Math.min(Math.max(track.findIndex((fix) => fix.hour > clamped) - 1, 0), last - 1);
  const from = clamped >= (track[last]?.hour ?? 0) ? track[last - 1] : track[i];
  const to = clamped >= (track[last]?.hour ?? 0) ? track[last] : track[i + 1];
  if (!from || !to) throw new RangeError("the track needs two fixes");
  const part = (clamped - from.hour) / (to.hour - from.hour);
  const mix = (a: number, b: number) => a + (b - a) * part;
  return {
    hour: clamped,
    lat: mix(from.lat, to.lat),
    lon: mix(from.lon, to.lon),
    wind: mix(from.wind, to.wind),
  };
}

/** Holland's profile: greatest at the core's edge, nothing in the eye, falling off outside. */
function wind(place: Place, hour: number): Gale {
  const centre = centreAt(hour);
  const away = Math.max(distanceKm(place, centre), 1);
  const ratio = (CORE_KM / away) ** SHAPE;
  const speed = centre.wind * Math.sqrt(ratio * Math.exp(1 - ratio));
  // Counter-clockwise around the centre, drawn in by 20°: it comes from the right of the centre's bearing.
  const direction = (bearing(place, centre) - 110 + 720) % 360;
  const depth = 1.25 * centre.wind;
  return { speed, direction, drop: depth * (1 - Math.exp(-ratio)) };
}

const TEXTURE_SEED = seedOf("bao");

/** Spiral bands: heaviest 60 km from the centre, gone beyond 350 km. */
function rain(place: Place, hour: number): number {
  const centre = centreAt(hour);
  const away = distanceKm(place, centre);
  const ring = Math.exp(-(((away - 45) / 85) ** 2));
  const outer = 0.25 * Math.exp(-((away / 220) ** 2));
  const band = 1 + 0.5 * wander(TEXTURE_SEED, hour * 2 + away / 30);
  return (centre.wind / 45) * 20 * (ring + outer) * band;
}

export default { id: "bao", rain, wind, vesselsReturnAt: 2 } satisfies Story as Story;
