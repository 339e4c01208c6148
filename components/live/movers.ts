import { Trail } from "#lib/position/trail.ts";
import type { PositionColumns } from "#lib/reading/frame.ts";
import { Quality } from "#lib/reading/model.ts";

/** Points of a track on the screen; with the gap between them about half an hour. */
const POINTS = 90;

export type Mover = {
  assetId: number;
  time: number;
  lon: number;
  lat: number;
  /** km/h, NaN when unknown */
  speed: number;
  /** degrees, NaN when unknown */
  course: number;
  quality: number;
  trail: Trail;
};

/** Moving objects of one kind and the tracks behind them; bounded by objects × points. */
export class MoverStore {
  private movers = new Map<number, Mover>();

  get size(): number {
    return this.movers.size;
  }

  /** A full frame carries the track of each object, oldest first, and then its newest position. */
  replace(rows: PositionColumns): void {
    const before = this.movers;
    this.movers = new Map();
    this.merge(rows);
    for (const mover of this.movers.values()) keepLonger(mover, before.get(mover.assetId));
  }

  merge(rows: PositionColumns): void {
    for (let i = 0; i < rows.ids.length; i++) {
      const assetId = rows.ids[i] as number;
      const known = this.movers.get(assetId);
      const mover = known ?? empty(assetId);
      if (!known) this.movers.set(assetId, mover);
      move(mover, rows, i);
    }
  }

  all(): IterableIterator<Mover> {
    return this.movers.values();
  }

  get(assetId: number): Mover | undefined {
    return this.movers.get(assetId);
  }
}

function empty(assetId: number): Mover {
  const nowhere = { time: 0, lon: 0, lat: 0, speed: Number.NaN, course: Number.NaN, quality: 0 };
  return { assetId, ...nowhere, trail: new Trail(POINTS) };
}

/** A place that it cannot have reached is not drawn before a second one confirms it; alone it is, marked, but is no track. */
function move(mover: Mover, rows: PositionColumns, i: number): void {
  const jumped = ((rows.quality[i] as number) & Quality.tooFast) !== 0;
  if (jumped && mover.time > 0) return;
  mover.time = rows.time[i] as number;
  mover.lon = rows.lon[i] as number;
  mover.lat = rows.lat[i] as number;
  mover.speed = rows.speed[i] as number;
  mover.course = rows.course[i] as number;
  mover.quality = rows.quality[i] as number;
  if (!jumped) mover.trail.push(mover.time, mover.lon, mover.lat);
}

/** The screen may remember more of a track than the server does: a reconnect shortens none. */
function keepLonger(mover: Mover, before: Mover | undefined): void {
  const begin = mover.trail.length ? mover.trail.time(0) : mover.time;
  if (!before || before.trail.countBefore(begin) === 0) return;
  const joined = new Trail(POINTS);
  for (let i = 0; i < before.trail.countBefore(begin); i++) {
    joined.push(before.trail.time(i), before.trail.lon(i), before.trail.lat(i));
  }
  for (let i = 0; i < mover.trail.length; i++) {
    joined.push(mover.trail.time(i), mover.trail.lon(i), mover.trail.lat(i));
  }
  mover.trail = joined;
}
