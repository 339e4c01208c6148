import fc from "fast-check";
import { expect, test } from "vitest";
import { lockOf, shareOf } from "./share.ts";

const feeds = (n: number) => Array.from({ length: n }, (_, i) => `feed-${i}`);

/** Processes that look at the locks in turn, as they do in life, until nothing changes any more. */
function settle(all: readonly string[], holders: Map<number, Set<string>>) {
  for (let round = 0; round < 20; round++) {
    for (const [me, mine] of holders) {
      const taken = new Set([...holders.values()].flatMap((held) => [...held].map(lockOf)));
      const { release, tryFor } = shareOf(me, all, { members: [...holders.keys()], taken, mine });
      for (const feed of release) mine.delete(feed);
      for (const feed of tryFor) if (![...holders.values()].some((held) => held.has(feed))) mine.add(feed);
    }
  }
}

test("however many feeds and processes, every feed is held once and the parts differ by one at most", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 60 }),
      fc.uniqueArray(fc.nat(), { minLength: 1, maxLength: 6 }),
      (n, ids) => {
        const holders = new Map(ids.map((id) => [id, new Set<string>()]));
        settle(feeds(n), holders);
        const sizes = [...holders.values()].map((held) => held.size);
        expect(sizes.reduce((a, b) => a + b, 0)).toBe(n);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      },
    ),
    { numRuns: 50 },
  );
});

test("a newcomer is given its part, a leaver's part is taken over", () => {
  const holders = new Map([[1, new Set(feeds(7))]]);
  holders.set(2, new Set());
  settle(feeds(7), holders);
  expect([...holders.values()].map((held) => held.size)).toEqual([4, 3]);
  holders.delete(1);
  settle(feeds(7), holders);
  expect(holders.get(2)?.size).toBe(7);
});

test("locks fit the database's integers and differ", () => {
  const locks = feeds(1_000).map(lockOf);
  expect(new Set(locks).size).toBe(1_000);
  for (const lock of locks) expect(lock >= 0 && lock < 2 ** 31).toBe(true);
});
