import { type ReadingColumns, readingColumns } from "#lib/reading/frame.ts";

/** Newest readings of one metric in the browser. Memory grows with the number of series, never with time. */
export class ReadingStore {
  private slots = new Map<number, number>();
  private rows: ReadingColumns = readingColumns(0);
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** A full frame replaces everything, so what is gone at the server is gone here. */
  replace(rows: ReadingColumns): void {
    this.slots = new Map();
    this.rows = rows;
    this.count = rows.ids.length;
    for (let i = 0; i < this.count; i++) this.slots.set(rows.ids[i] as number, i);
  }

  merge(rows: ReadingColumns): void {
    for (let i = 0; i < rows.ids.length; i++) {
      const id = rows.ids[i] as number;
      const slot = this.slots.get(id) ?? this.add(id);
      this.rows.time[slot] = rows.time[i] as number;
      this.rows.value[slot] = rows.value[i] as number;
      this.rows.quality[slot] = rows.quality[i] as number;
    }
  }

  /** Slot of a series, -1 when it has no value yet. Slots hold until the next full frame. */
  slotOf(seriesId: number): number {
    return this.slots.get(seriesId) ?? -1;
  }

  time(slot: number): number {
    return this.rows.time[slot] as number;
  }

  value(slot: number): number {
    return this.rows.value[slot] as number;
  }

  quality(slot: number): number {
    return this.rows.quality[slot] as number;
  }

  private add(id: number): number {
    if (this.count === this.rows.ids.length) this.grow();
    const slot = this.count++;
    this.rows.ids[slot] = id;
    this.slots.set(id, slot);
    return slot;
  }

  private grow(): void {
    const to = readingColumns(Math.max(64, this.count * 2));
    to.ids.set(this.rows.ids);
    to.time.set(this.rows.time);
    to.value.set(this.rows.value);
    to.quality.set(this.rows.quality);
    this.rows = to;
  }
}
