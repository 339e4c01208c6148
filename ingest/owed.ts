/** Messages that arrived in the same second and are not settled. */
export type Slot = { readonly at: number; count: number };

const SLOT_MS = 250;

/** What one feed's worker has received and not settled, by when it came: two additions a message. */
export class Owed {
  #slots: Slot[] = [];

  /** Where a message that arrives now is counted; whoever settles it takes one off. */
  slot(now: number): Slot {
    const last = this.#slots.at(-1);
    if (last && now - last.at < SLOT_MS) return last;
    const slot = { at: now, count: 0 };
    this.#slots.push(slot);
    if (this.#slots.length > 16) this.#tidy();
    return slot;
  }

  /** When the oldest message that is not settled arrived; undefined when all are. */
  oldest(): number | undefined {
    this.#tidy();
    return this.#slots.find((slot) => slot.count > 0)?.at;
  }

  count(): number {
    return this.#slots.reduce((sum, slot) => sum + slot.count, 0);
  }

  #tidy(): void {
    const last = this.#slots.at(-1);
    this.#slots = this.#slots.filter((slot) => slot.count > 0 || slot === last);
  }
}
