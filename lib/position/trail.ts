/** A track needs a point about so often; three a minute follow a bus through town. */
export const TRAIL_GAP_MS = 20_000;
export const TRAIL_POINTS = 30;

/** Moving objects of a feed without a known rhythm are grey, and their tracks broken, after three minutes of silence. */
export const MOVER_PERIOD_S = 60;

/** Nothing on a provincial map goes faster: what seems to was put elsewhere, and no line leads there. */
const JUMP_KMH = 400;
const HOUR_MS = 3_600_000;
const KM_PER_DEGREE = 111.2;

/** The last points of a moving object, oldest first; fixed memory, the oldest point gives way. */
export class Trail {
  private readonly data: Float64Array;
  private count = 0;

  constructor(points = TRAIL_POINTS) {
    this.data = new Float64Array(points * 3);
  }

  get length(): number {
    return this.count;
  }

  /** Ignores points that are older than the last, or nearer to it in time than the gap; begins anew after a jump. */
  push(time: number, lon: number, lat: number): void {
    if (this.count > 0 && time < this.time(this.count - 1) + TRAIL_GAP_MS) return;
    if (this.count > 0 && this.speedTo(time, lon, lat) > JUMP_KMH) this.count = 0;
    if (this.count * 3 === this.data.length) {
      this.data.copyWithin(0, 3);
      this.count--;
    }
    this.data.set([time, lon, lat], this.count++ * 3);
  }

  /** km/h from the last point, on a plane: exact enough to tell a journey from a jump. */
  private speedTo(time: number, lon: number, lat: number): number {
    const last = this.count - 1;
    const north = lat - this.lat(last);
    const east = (lon - this.lon(last)) * Math.cos((lat * Math.PI) / 180);
    return (Math.hypot(north, east) * KM_PER_DEGREE * HOUR_MS) / (time - this.time(last));
  }

  /** How many points are older than `time`. */
  countBefore(time: number): number {
    let n = this.count;
    while (n > 0 && this.time(n - 1) >= time) n--;
    return n;
  }

  time(i: number): number {
    return this.data[i * 3] as number;
  }

  lon(i: number): number {
    return this.data[i * 3 + 1] as number;
  }

  lat(i: number): number {
    return this.data[i * 3 + 2] as number;
  }
}
