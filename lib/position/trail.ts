/** A track needs a point about so often; three a minute follow a bus through town. */
export const TRAIL_GAP_MS = 20_000;
export const TRAIL_POINTS = 30;

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

  /** Ignores points that are older than the last, or nearer to it in time than the gap. */
  push(time: number, lon: number, lat: number): void {
    if (this.count > 0 && time < this.time(this.count - 1) + TRAIL_GAP_MS) return;
    if (this.count * 3 === this.data.length) {
      this.data.copyWithin(0, 3);
      this.count--;
    }
    this.data.set([time, lon, lat], this.count++ * 3);
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
