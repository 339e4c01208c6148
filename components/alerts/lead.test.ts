import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { standForLead } from "./lead.ts";

// Without a secure address there are no locks: pages of one browser tell each other.
beforeEach(() => {
  vi.stubGlobal("navigator", {});
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Messages between channels of one process come with real time. */
async function pass(ms: number): Promise<void> {
  for (let gone = 0; gone < ms; gone += 700) {
    vi.advanceTimersByTime(700);
    await new Promise((done) => setImmediate(done));
    await new Promise((done) => setImmediate(done));
  }
}

test("one page of several rings, and another when it goes", async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "clearInterval", "performance", "Date"] });
  const leads = [false, false];
  const first = standForLead((is) => {
    leads[0] = is;
  });
  await pass(1_400);
  expect(leads).toEqual([true, false]);
  // The PC's clock is set back before the second page opens: it is no older for that.
  vi.setSystemTime(Date.now() - 25 * 3_600_000);
  const second = standForLead((is) => {
    leads[1] = is;
  });
  await pass(2_100);
  expect(leads).toEqual([true, false]);
  first();
  await pass(1_400);
  expect(leads).toEqual([false, true]);
  second();
  expect(leads).toEqual([false, false]);
});
