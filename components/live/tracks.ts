import { doubtIn, LEVEL_UNKNOWN, type TrackColumns } from "#components/map/view.ts";
import { MOVER_PERIOD_S } from "#lib/position/trail.ts";
import { staleAt } from "./age.ts";
import type { Made } from "./cached.ts";
import type { Mover } from "./movers.ts";
import type { LiveStore } from "./store.ts";

/** Moving objects of one kind with the paths that they left behind. */
export function trackColumns(store: LiveStore, kind: string, now: number): Made<TrackColumns> {
  const movers = [...(store.moversOf(kind)?.all() ?? [])];
  const n = movers.length;
  const trails = movers.map((m) => m.trail.countBefore(m.time));
  const vertices = trails.reduce((sum, points) => sum + points + 1, 0);
  const source = (m: Mover) => store.register?.source(store.register.asset(m.assetId)?.feedId ?? null);
  const paths = {
    pathStart: new Uint32Array(n + 1),
    path: new Float64Array(2 * vertices),
    pathTimeMs: new Float64Array(vertices),
  };
  let until = Number.POSITIVE_INFINITY;
  let at = 0;
  movers.forEach((mover, i) => {
    paths.pathStart[i] = at;
    at = writePath(paths, at, mover, trails[i] as number);
    const grey = staleAt(mover.time, MOVER_PERIOD_S);
    if (now < grey) until = Math.min(until, grey);
  });
  paths.pathStart[n] = at;
  const value: TrackColumns = {
    count: n,
    assetIds: Float64Array.from(movers, (m) => m.assetId),
    names: movers.map((m) => store.register?.asset(m.assetId)?.nameVi ?? ""),
    sources: movers.map((m) => source(m)?.nameVi ?? ""),
    lonLat: Float64Array.from(movers.flatMap((m) => [m.lon, m.lat])),
    courseDeg: Float32Array.from(movers, (m) => m.course),
    speedKmh: Float32Array.from(movers, (m) => m.speed),
    timeMs: Float64Array.from(movers, (m) => m.time),
    level: new Uint8Array(n).fill(LEVEL_UNKNOWN),
    doubt: Uint8Array.from(movers, (m) =>
      doubtIn({ stale: now >= staleAt(m.time, MOVER_PERIOD_S), quality: m.quality }),
    ),
    simulated: Uint8Array.from(movers, (m) => Number(source(m)?.simulated ?? false)),
    ...paths,
  };
  return { value, until };
}

type Paths = { path: Float64Array; pathTimeMs: Float64Array };

function writePath({ path, pathTimeMs }: Paths, start: number, mover: Mover, points: number): number {
  for (let i = 0; i < points; i++) {
    path[2 * (start + i)] = mover.trail.lon(i);
    path[2 * (start + i) + 1] = mover.trail.lat(i);
    pathTimeMs[start + i] = mover.trail.time(i);
  }
  const last = start + points;
  path[2 * last] = mover.lon;
  path[2 * last + 1] = mover.lat;
  pathTimeMs[last] = mover.time;
  return last + 1;
}
