import { beforeEach, expect, test } from "vitest";
import type { Identity } from "./model.ts";
import { forgetPaces, mayPace, type PaceName } from "./pace.ts";

const person = (userId: string): Identity => ({
  kind: "person",
  userId,
  name: "",
  role: "agency",
  agencyId: null,
});
const DAY = 86_400_000;
const T = 1_800_000_000_000;
beforeEach(forgetPaces);

test("each has a measure of their own, and gets it back with time", () => {
  const fill = (who: string, now: number) => {
    let taken = 0;
    while (mayPace(person(who), "write", 1, now)) taken++;
    return taken;
  };
  expect(fill("an", T)).toBe(240);
  expect(fill("an", T + 5_000)).toBe(10);
  expect(fill("binh", T + 5_000)).toBe(240);
});

test("what is too much at once takes nothing", () => {
  expect(mayPace(person("an"), "bulk", 130_000, T)).toBe(false);
  expect(mayPace(person("an"), "bulk", 110_000, T)).toBe(true);
});

test.each([
  ["write", 2_000],
  ["draft", 128 * 1024],
  ["bulk", 250],
] as [PaceName, number][])(
  "%s: one account fills less than a gigabyte a day, at %d bytes each",
  (name, bytes) => {
    let taken = 0;
    for (let now = T; now < T + DAY; now += 60_000) while (mayPace(person("an"), name, 1, now)) taken++;
    expect(taken * bytes).toBeLessThan(1024 ** 3);
    expect(taken).toBeGreaterThan(1_000);
  },
);
