/** Counts of whole milliseconds up to a minute; what took longer counts as a minute. */
const MOST_MS = 60_000;

export class Histogram {
  readonly #counts = new Uint32Array(MOST_MS + 1);
  #total = 0;

  add(ms: number): void {
    const slot = Math.min(MOST_MS, Math.max(0, Math.round(ms)));
    this.#counts[slot] = (this.#counts[slot] as number) + 1;
    this.#total++;
  }

  get total(): number {
    return this.#total;
  }

  /** The smallest time that this share of the counts does not exceed; null when nothing was counted. */
  quantile(share: number): number | null {
    if (this.#total === 0) return null;
    let left = Math.ceil(this.#total * share);
    for (let ms = 0; ms <= MOST_MS; ms++) {
      left -= this.#counts[ms] as number;
      if (left <= 0) return ms;
    }
    return MOST_MS;
  }

  reset(): void {
    this.#counts.fill(0);
    this.#total = 0;
  }
}
