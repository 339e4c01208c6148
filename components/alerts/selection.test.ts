import { expect, test } from "vitest";
import { extend, NOTHING_SELECTED, retain, selectAll, toggle } from "./selection.ts";

const order = [5, 3, 9, 1, 7];

test("one is chosen and let go", () => {
  const one = toggle(NOTHING_SELECTED, 3);
  expect([...one.ids]).toEqual([3]);
  expect([...toggle(one, 3).ids]).toEqual([]);
});

test("a range goes from the last one, up or down, as the list stands now", () => {
  expect([...extend(toggle(NOTHING_SELECTED, 3), 1, order).ids].sort()).toEqual([1, 3, 9]);
  expect([...extend(toggle(NOTHING_SELECTED, 1), 5, order).ids].sort()).toEqual([1, 3, 5, 9]);
  const moved = [9, 1, 3, 5, 7];
  expect([...extend(toggle(NOTHING_SELECTED, 3), 1, moved).ids].sort()).toEqual([1, 3]);
});

test("a range from an alert that left the list begins here", () => {
  const from = toggle(NOTHING_SELECTED, 42);
  expect(extend(from, 9, order)).toEqual({ ids: new Set([42, 9]), anchor: 9 });
  expect(extend(from, 43, order)).toBe(from);
});

test("an alert that was closed while it was chosen is not chosen any more; the rest is the same object", () => {
  const all = selectAll(order);
  expect([...retain(all, (id) => id !== 9).ids]).toEqual([5, 3, 1, 7]);
  expect(retain(all, () => true)).toBe(all);
});
