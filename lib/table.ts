/** Objects of one shape as their keys and rows: a third of the bytes where there are thousands of them. */
export type Table<T> = { keys: (keyof T & string)[]; rows: T[keyof T][][] };

/** All must have the keys of the first. */
export function toTable<T extends object>(objects: readonly T[]): Table<T> {
  const keys = Object.keys(objects[0] ?? {}) as (keyof T & string)[];
  return { keys, rows: objects.map((object) => keys.map((key) => object[key])) };
}

export function fromTable<T extends object>({ keys, rows }: Table<T>): T[] {
  return rows.map((row) => {
    const object: Partial<T> = {};
    for (let i = 0; i < keys.length; i++) object[keys[i] as keyof T] = row[i];
    return object as T;
  });
}
