import type { LiveStore } from "./store.ts";

/** What was made of the store, and when it has to be made again. */
export type Made<T> = {
  value: T;
  /** Server's ms at which some value in it becomes stale. */
  until: number;
};

/**
 * Makes something of topics, again only when one of them changed or a value grew stale: the same reference means
 * the same data.
 */
export function cached<T>(
  store: LiveStore,
  keys: readonly string[],
  make: (now: number) => Made<T>,
): () => T {
  let revisions = "";
  let made: Made<T> | undefined;
  return () => {
    const now = store.now();
    const current = keys.map((key) => store.revision(key)).join(" ");
    if (!made || current !== revisions || now >= made.until) {
      revisions = current;
      made = make(now);
    }
    return made.value;
  };
}
