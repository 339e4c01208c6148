import { matches } from "../wire/filter.ts";

const MOST_TOPICS = 100_000;

type Reads = { id: string; filters: readonly string[] };

/** Which feeds read a topic. */
export class Routes {
  #feeds: readonly Reads[] = [];
  readonly #known = new Map<string, readonly string[]>();

  /** Every feed that reads at the entrance, whoever holds it. */
  set(feeds: readonly Reads[]): void {
    this.#feeds = feeds;
    this.#known.clear();
  }

  of(topic: string): readonly string[] {
    const known = this.#known.get(topic);
    if (known) return known;
    const levels = topic.split("/");
    const found = this.#feeds
      .filter(({ filters }) => filters.some((filter) => matches(filter, levels)))
      .map(({ id }) => id);
    if (this.#known.size >= MOST_TOPICS) this.#known.clear();
    this.#known.set(topic, found);
    return found;
  }
}
