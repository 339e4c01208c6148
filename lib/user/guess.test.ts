import { describe, expect, test } from "vitest";
import { accountKey, addressPlace, holdMs, isNoted, isSuspect, UNBLEMISHED, waitMs } from "./guess.ts";

const NOW = 1_800_000_000_000;
const wait = (streak: number, agoMs = 0) => waitMs({ ...UNBLEMISHED, streak, lastAt: NOW - agoMs }, NOW);

describe("who failed", () => {
  test("may try at once four times, then waits twice as long each time, never for good", () => {
    expect([0, 1, 4].map((streak) => wait(streak))).toEqual([0, 0, 0]);
    expect([5, 6, 7, 8].map((streak) => wait(streak))).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect([15, 100, 5_000].map((streak) => wait(streak))).toEqual([900_000, 900_000, 900_000]);
    expect(wait(6, 1_500)).toBe(500);
    expect(wait(6, 2_000)).toBe(0);
    expect(wait(100, 24 * 3_600_000)).toBe(0);
  });
});

describe("where somebody guesses", () => {
  test("others are slowed and never refused", () => {
    const hold = (n: number) => holdMs({ ...UNBLEMISHED, ofAccount: n });
    expect([0, 19, 20, 30, 40, 60, 1_000_000].map(hold)).toEqual([0, 0, 500, 1_000, 2_000, 8_000, 8_000]);
    expect(holdMs({ ...UNBLEMISHED, ofPlace: 25 })).toBe(500);
    expect(waitMs({ streak: 0, lastAt: 0, ofAccount: 1e6, ofPlace: 1e6 }, NOW)).toBe(0);
    expect(isSuspect(UNBLEMISHED)).toBe(false);
    expect(isSuspect({ ...UNBLEMISHED, ofPlace: 20 })).toBe(true);
  });
});

test("of equal events the first five are written down, then each doubling", () => {
  const noted = Array.from({ length: 1_000 }, (_, i) => i + 1).filter(isNoted);
  expect(noted).toEqual([1, 2, 3, 4, 5, 8, 16, 32, 64, 128, 256, 512]);
});

test("a place is an address of IPv4 and a network of IPv6", () => {
  expect(addressPlace("10.0.0.9")).toBe("address:10.0.0.9");
  expect(addressPlace("2001:db8:0:7::1")).toBe("address:2001:db8:0:7::/64");
  expect(addressPlace("2001:0db8::")).toBe("address:2001:db8:0:0::/64");
  expect(addressPlace("::1")).toBe("address:0:0:0:0::/64");
  expect(addressPlace("fe80:1:2:3:4:5:6:7")).toBe("address:fe80:1:2:3::/64");
});

test("an account is counted under what was typed, whatever its case", () => {
  expect(accountKey("Truc@Example.vn")).toEqual(accountKey("truc@example.vn"));
});
