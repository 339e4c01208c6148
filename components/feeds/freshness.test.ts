import { describe, expect, it } from "vitest";
import type { FeedRow } from "#lib/protocol.ts";
import { aliveness, freshnessOf, RateMeter } from "./freshness.ts";

const NOW = 1_000_000_000;
const feed = (more: Partial<FeedRow>): FeedRow => ({
  feedId: "f",
  state: "live",
  detail: null,
  received: 0,
  stored: 0,
  duplicates: 0,
  corrected: 0,
  graded: 0,
  refused: 0,
  lastEventAt: NOW,
  lastStoredAt: NOW,
  nameVi: "F",
  nameEn: "F",
  kind: "json",
  periodS: 60,
  simulated: false,
  enabled: true,
  ...more,
});

describe("freshness", () => {
  it("follows the data, not what the connection believes", () => {
    expect(freshnessOf(feed({}), NOW)).toBe("live");
    expect(freshnessOf(feed({}), NOW + 100_000)).toBe("late");
    expect(freshnessOf(feed({}), NOW + 181_000)).toBe("silent");
  });

  it("says what the worker knows better: broken, trying again, off, nothing yet", () => {
    expect(freshnessOf(feed({ state: "failed" }), NOW)).toBe("failed");
    expect(freshnessOf(feed({ state: "retrying" }), NOW)).toBe("retrying");
    expect(freshnessOf(feed({ enabled: false }), NOW)).toBe("off");
    expect(freshnessOf(feed({ lastEventAt: null }), NOW)).toBe("waiting");
  });

  it("scores 1 within the period and 0 from three periods on", () => {
    expect(aliveness(feed({}), NOW + 60_000)).toBe(1);
    expect(aliveness(feed({}), NOW + 120_000)).toBe(0.5);
    expect(aliveness(feed({}), NOW + 900_000)).toBe(0);
    expect(aliveness(feed({ lastEventAt: null }), NOW)).toBeNull();
  });
});

describe("rate", () => {
  it("is what came in the last minute, however long the page has been open", () => {
    const meter = new RateMeter();
    for (let s = 0; s <= 3_600; s++) meter.note([{ feedId: "f", received: s * 2 }], NOW + s * 1000);
    expect(meter.perMinute("f")).toBeCloseTo(120);
    for (let s = 3_601; s <= 3_670; s++) meter.note([{ feedId: "f", received: 7_200 }], NOW + s * 1000);
    expect(meter.perMinute("f")).toBeCloseTo(0);
  });

  it("is not known before there are five seconds to judge by, nor after a counter began anew", () => {
    const meter = new RateMeter();
    meter.note([{ feedId: "f", received: 100 }], NOW);
    expect(meter.perMinute("f")).toBeUndefined();
    meter.note([{ feedId: "f", received: 110 }], NOW + 10_000);
    expect(meter.perMinute("f")).toBe(60);
    meter.note([{ feedId: "f", received: 3 }], NOW + 11_000);
    expect(meter.perMinute("f")).toBeUndefined();
  });
});
