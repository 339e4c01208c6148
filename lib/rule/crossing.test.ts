import { expect, test } from "vitest";
import { crossingOf } from "./crossing.ts";

const up = { sign: 1, limit: 10, now: 100, until: 1_000 } as const;
const p = (at: number, value: number) => ({ at, value });

test("is where the line from the present through the points meets the limit", () => {
  expect(crossingOf([p(200, 12)], p(100, 8), up)).toEqual({ at: 150, farthest: 12 });
  expect(crossingOf([p(200, 9), p(400, 11), p(500, 15), p(600, 3)], p(90, 8), up)).toEqual({
    at: 300,
    farthest: 15,
  });
});

test("is at the point itself where nothing is known before it", () => {
  expect(crossingOf([p(200, 12)], null, up)).toEqual({ at: 200, farthest: 12 });
});

test("counts only what lies ahead and near enough", () => {
  expect(crossingOf([p(50, 20), p(200, 5)], p(100, 5), up)).toBeNull();
  expect(crossingOf([p(2_000, 20)], p(100, 0), up)).toBeNull();
  expect(crossingOf([p(2_000, 20)], p(100, 9), up)?.at).toBeLessThan(1_000);
});

test("works downwards", () => {
  const down = { ...up, sign: -1 as const, limit: 3 };
  expect(crossingOf([p(200, 1)], p(100, 5), down)).toEqual({ at: 150, farthest: 1 });
});
