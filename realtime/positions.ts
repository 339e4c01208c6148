import { TRAIL_POINTS, Trail } from "#lib/position/trail.ts";
import { frameBytes, type PositionColumns, positionColumns } from "#lib/reading/frame.ts";
import { NewestTable } from "./newest.ts";

/** A full frame stays near this many rows (45 bytes each), however many objects move: tracks get shorter. */
const MOST_ROWS = 20_000;

/** Newest position of every object of one kind; a full frame also carries the track behind it, oldest first. */
export class PositionTable extends NewestTable<PositionColumns> {
  private readonly trails: Trail[] = [];

  constructor() {
    super({ columns: positionColumns, copy });
  }

  /** A track as stored, rows [from, to) of `points`, oldest first; replaces what is known of it. */
  loadTrail(assetId: number, points: PositionColumns, from: number, to: number): void {
    const slot = this.slots.get(assetId);
    if (slot === undefined) return;
    const trail = new Trail();
    for (let i = from; i < to; i++) {
      trail.push(points.time[i] as number, points.lon[i] as number, points.lat[i] as number);
    }
    this.trails[slot] = trail;
    this.renew();
  }

  protected override put(slot: number, from: PositionColumns, row: number): void {
    super.put(slot, from, row);
    this.trails[slot] ??= new Trail();
    this.trails[slot].push(from.time[row] as number, from.lon[row] as number, from.lat[row] as number);
  }

  protected override everything(): Uint8Array {
    const slots = this.filled();
    const most = Math.min(TRAIL_POINTS, Math.floor(MOST_ROWS / Math.max(1, slots.length)));
    const counts = slots.map((slot) => this.pointsBefore(slot, most));
    const to = positionColumns(slots.length + counts.reduce((sum, n) => sum + n, 0));
    let at = 0;
    slots.forEach((slot, k) => {
      at = this.writeTrail(to, at, slot, counts[k] as number);
      copy(to, at++, this.rows, slot);
    });
    return frameBytes(to);
  }

  private pointsBefore(slot: number, most: number): number {
    return Math.min(most, this.trails[slot]?.countBefore(this.rows.time[slot] as number) ?? 0);
  }

  private writeTrail(to: PositionColumns, at: number, slot: number, count: number): number {
    const trail = this.trails[slot];
    if (!trail || count === 0) return at;
    const end = trail.countBefore(this.rows.time[slot] as number);
    for (let i = end - count; i < end; i++) {
      to.ids[at] = this.rows.ids[slot] as number;
      to.time[at] = trail.time(i);
      to.lon[at] = trail.lon(i);
      to.lat[at] = trail.lat(i);
      to.speed[at] = Number.NaN;
      to.course[at] = Number.NaN;
      at++;
    }
    return at;
  }
}

function copy(to: PositionColumns, i: number, from: PositionColumns, j: number): void {
  to.ids[i] = from.ids[j] as number;
  to.time[i] = from.time[j] as number;
  to.lon[i] = from.lon[j] as number;
  to.lat[i] = from.lat[j] as number;
  to.speed[i] = from.speed[j] as number;
  to.course[i] = from.course[j] as number;
  to.quality[i] = from.quality[j] as number;
}
