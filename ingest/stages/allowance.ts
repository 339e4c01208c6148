/** How many assets nobody registered one feed may make: a flood of invented names must not fill the register. */
export type NewAssets = {
  /** That may wait for review at the same time. */
  most: number;
  perMinute: number;
};

/** After the register was found full it is not counted again for so long. */
const FULL_MS = 10_000;

export class Allowance {
  readonly #limits: NewAssets;
  #left: number;
  #at = 0;
  #fullUntil = 0;

  constructor(limits: NewAssets) {
    this.#limits = limits;
    this.#left = limits.perMinute;
  }

  /** Whether these are still its limits. */
  has({ most, perMinute }: NewAssets): boolean {
    return this.#limits.most === most && this.#limits.perMinute === perMinute;
  }

  /** How many of `wanted` may be made now; `count` tells how many wait for review already. */
  async take(wanted: number, now: number, count: () => Promise<number>): Promise<number> {
    if (now < this.#fullUntil) return 0;
    const room = this.#limits.most - (await count());
    if (room <= 0) this.#fullUntil = now + FULL_MS;
    this.#refill(now);
    const granted = Math.max(0, Math.min(wanted, room, Math.floor(this.#left)));
    this.#left -= granted;
    return granted;
  }

  explain(): string {
    return `at most ${this.#limits.most} may wait for review, ${this.#limits.perMinute} a minute`;
  }

  #refill(now: number): void {
    const { perMinute } = this.#limits;
    this.#left = Math.min(perMinute, this.#left + ((now - this.#at) / 60_000) * perMinute);
    this.#at = now;
  }
}
