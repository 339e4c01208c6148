import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { standForLead } from "./lead.ts";

/** Every page of the browser but the speaker hears, a moment later. */
class Channel {
  static readonly open = new Set<Channel>();
  onmessage: ((event: { data: unknown }) => void) | null = null;
  constructor() {
    Channel.open.add(this);
  }
  postMessage(data: unknown): void {
    for (const other of Channel.open)
      if (other !== this) queueMicrotask(() => Channel.open.has(other) && other.onmessage?.({ data }));
  }
  close(): void {
    Channel.open.delete(this);
  }
}

// Without a secure address there are no locks: pages of one browser tell each other.
beforeEach(() => {
  vi.stubGlobal("navigator", {});
  vi.stubGlobal("BroadcastChannel", Channel);
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test("one page of several rings, and another when it goes", async () => {
  const leads = [false, false, false];
  const stand = (i: number) =>
    standForLead((is) => {
      leads[i] = is;
    });
  const first = stand(0);
  await pass(1_400);
  expect(leads).toEqual([true, false, false]);
  // The PC's clock is set back before the others open: they are no older for that.
  vi.setSystemTime(Date.now() - 25 * 3_600_000);
  const ends = [stand(1), stand(2)];
  await pass(5_000);
  expect(leads).toEqual([true, false, false]);
  first();
  await pass(2_100);
  expect(leads.filter(Boolean)).toHaveLength(1);
  for (const end of ends) end();
  expect(leads).toEqual([false, false, false]);
});

test("of pages that open at one moment one rings, never two", async () => {
  let ringing = 0;
  let most = 0;
  const ends = Array.from({ length: 5 }, () =>
    standForLead((is) => {
      ringing += is ? 1 : -1;
      most = Math.max(most, ringing);
    }),
  );
  await pass(5_000);
  expect([ringing, most]).toEqual([1, 1]);
  for (const end of ends) end();
});
