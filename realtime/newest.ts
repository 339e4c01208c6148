import { frameBytes, type PositionColumns, type ReadingColumns } from "#lib/reading/frame.ts";
import { type Frame, FULL_REUSE_MS, type Source } from "./source.ts";

/** How one kind of frame is made and its rows copied. */
export type Layout<C> = { columns(n: number): C; copy(to: C, i: number, from: C, j: number): void };

/**
 * Newest row of every id: memory for one topic. Rows never move, so a change is a slot number in a queue.
 * `load` numbers the reads of the whole database: what a notice wrote while one runs is newer than what it read.
 */
export class NewestTable<C extends ReadingColumns | PositionColumns> implements Source {
  version = 0;
  protected rows: C;
  protected readonly slots = new Map<number, number>();
  private readonly layout: Layout<C>;
  private count = 0;
  private heardIn = new Int32Array(0);
  private dirty = new Uint8Array(0);
  private queue: number[] = [];
  private fullNext = false;
  private reuse: { body: Uint8Array; at: number } | undefined;

  constructor(layout: Layout<C>) {
    this.layout = layout;
    this.rows = layout.columns(0);
  }

  get changed(): boolean {
    return this.fullNext || this.queue.length > 0;
  }

  /** Makes room for an id that has no row yet. @returns its slot. */
  add(id: number): number {
    const known = this.slots.get(id);
    if (known !== undefined) return known;
    if (this.count === this.rows.ids.length) this.grow();
    const slot = this.count++;
    this.rows.ids[slot] = id;
    this.rows.time[slot] = Number.NaN;
    this.slots.set(id, slot);
    return slot;
  }

  /** A row of a notice: the newest event time wins, an equal one is a correction. */
  hear(from: C, row: number, load: number): void {
    const slot = this.slots.get(from.ids[row] as number);
    if (slot === undefined || (from.time[row] as number) < (this.rows.time[slot] as number)) return;
    this.heardIn[slot] = load;
    this.put(slot, from, row);
  }

  /** A row of the database: right unless a notice came first during this load, as new or newer. */
  load(from: C, row: number, load: number): void {
    const slot = this.slots.get(from.ids[row] as number);
    if (slot === undefined) return;
    if (this.heardIn[slot] === load && (this.rows.time[slot] as number) >= (from.time[row] as number)) return;
    this.put(slot, from, row);
  }

  /** Forgets ids that exist no more; their slots stay empty, which costs less than moving rows. */
  retain(isKnown: (id: number) => boolean): void {
    for (const [id, slot] of this.slots) {
      if (isKnown(id)) continue;
      this.slots.delete(id);
      this.rows.time[slot] = Number.NaN;
      this.fullNext = true;
    }
  }

  /** Everybody gets the whole state with the next frame. */
  renew(): void {
    this.fullNext = true;
  }

  full(now: number): Uint8Array {
    if (this.reuse && now - this.reuse.at < FULL_REUSE_MS) return this.reuse.body;
    this.reuse = { body: this.everything(), at: now };
    return this.reuse.body;
  }

  take(): Frame {
    const full = this.fullNext;
    const body = full ? this.everything() : this.pack(this.queue);
    this.skip();
    return { full, body };
  }

  skip(): void {
    for (const slot of this.queue) this.dirty[slot] = 0;
    this.queue = [];
    this.fullNext = false;
    this.reuse = undefined;
    this.version++;
  }

  /** Slots that hold a row, in the order in which ids were added. */
  protected filled(): number[] {
    const slots: number[] = [];
    for (let slot = 0; slot < this.count; slot++) {
      if (!Number.isNaN(this.rows.time[slot])) slots.push(slot);
    }
    return slots;
  }

  protected everything(): Uint8Array {
    return this.pack(this.filled());
  }

  protected put(slot: number, from: C, row: number): void {
    this.layout.copy(this.rows, slot, from, row);
    if (this.dirty[slot]) return;
    this.dirty[slot] = 1;
    this.queue.push(slot);
  }

  private pack(slots: number[]): Uint8Array {
    const to = this.layout.columns(slots.length);
    for (let i = 0; i < slots.length; i++) this.layout.copy(to, i, this.rows, slots[i] as number);
    return frameBytes(to);
  }

  private grow(): void {
    const n = Math.max(64, this.count * 2);
    const rows = this.layout.columns(n);
    for (let i = 0; i < this.count; i++) this.layout.copy(rows, i, this.rows, i);
    this.rows = rows;
    this.heardIn = longer(this.heardIn, n);
    this.dirty = longer(this.dirty, n);
  }
}

function longer<T extends Int32Array | Uint8Array>(column: T, n: number): T {
  const copy = new (column.constructor as new (n: number) => T)(n);
  copy.set(column);
  return copy;
}
