const memory = new WeakMap<object, Map<string, unknown>>();

/**
 * What was made from a column set, made once: column sets are replaced, never changed, and deck.gl
 * uploads an attribute again only when it is another object.
 */
export function remember<T>(columns: object, key: string, make: () => T): T {
  let made = memory.get(columns);
  if (!made) {
    made = new Map();
    memory.set(columns, made);
  }
  if (!made.has(key)) made.set(key, make());
  return made.get(key) as T;
}
