import { expect, test } from "vitest";
import { Allowance } from "./allowance.ts";

const MINUTE = 60_000;
const T = Date.UTC(2026, 0, 1);

test("no more are made than may wait for review, and the register is not asked again at once", async () => {
  let asked = 0;
  let waiting = 0;
  const count = async () => {
    asked++;
    return waiting;
  };
  const allowance = new Allowance({ most: 10, perMinute: 1_000 });
  expect(await allowance.take(7, T, count)).toBe(7);
  waiting = 7;
  expect(await allowance.take(7, T, count)).toBe(3);
  waiting = 10;
  expect(await allowance.take(7, T, count)).toBe(0);
  expect(await allowance.take(7, T + 1_000, count)).toBe(0);
  expect(asked).toBe(3);
  waiting = 4;
  expect(await allowance.take(7, T + 20_000, count)).toBe(6);
});

test("a minute's number is a minute's number", async () => {
  const none = async () => 0;
  const allowance = new Allowance({ most: 1_000, perMinute: 60 });
  expect(await allowance.take(100, T, none)).toBe(60);
  expect(await allowance.take(100, T, none)).toBe(0);
  expect(await allowance.take(100, T + MINUTE / 2, none)).toBe(30);
  expect(await allowance.take(100, T + 100 * MINUTE, none)).toBe(60);
});
