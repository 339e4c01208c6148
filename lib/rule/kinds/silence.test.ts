import { describe, expect, test } from "vitest";
import type { Input } from "./kind.ts";
import silence from "./silence.ts";

const ready = silence.ready({ periods: 3 }, { levels: [], priority: 3, periodMs: 10_000 });
const heardState = silence.restore(null, null);
const silentState = silence.restore(null, { process: "active" } as never);

function look(
  state: typeof heardState,
  seconds: { now: number; heard: number; since?: number; feed?: Input["feed"] },
) {
  const { now, heard, since = 0, feed = null } = seconds;
  const input = { time: now * 1000, value: null, mark: 0, heard: heard * 1000, since: since * 1000, feed };
  return silence.judge(state, input, ready).verdicts;
}
const voice = (heard: number, gap = 0, back = 0) => ({
  heard: heard * 1000,
  gap: gap * 1000,
  back: back * 1000,
});

describe("silence", () => {
  test("rings after three periods, for the moment at which they were over", () => {
    expect(look(heardState, { now: 130, heard: 100 })).toEqual([]);
    expect(look(heardState, { now: 130.5, heard: 100 })).toEqual([
      { type: "raised", at: 130_000, priority: 3, level: null, value: null, limit: 30, peak: null },
    ]);
  });

  test("is counted from when one began to listen", () => {
    expect(look(heardState, { now: 500, heard: 100, since: 480 })).toEqual([]);
    expect(look(heardState, { now: 511, heard: 100, since: 480 })).toMatchObject([{ at: 510_000 }]);
    expect(look(heardState, { now: 511, heard: Number.NEGATIVE_INFINITY, since: 480 })).toHaveLength(1);
  });

  test("ends when it is heard again, not because one began to listen", () => {
    expect(look(silentState, { now: 500, heard: 100, since: 499 })).toEqual([]);
    expect(look(silentState, { now: 500, heard: 490 })).toMatchObject([{ type: "returned", at: 500_000 }]);
  });

  test("is a symptom while the whole feed is quiet, and until a period after it is back", () => {
    expect(look(heardState, { now: 131, heard: 100, feed: voice(105) })).toEqual([]);
    expect(look(heardState, { now: 131, heard: 100, feed: voice(130) })).toHaveLength(1);
    expect(look(heardState, { now: 131, heard: 100, feed: voice(130, 25, 130) })).toEqual([]);
    expect(look(heardState, { now: 141, heard: 100, feed: voice(140, 25, 130) })).toHaveLength(1);
  });

  test("takes periods or seconds, not both and not neither", () => {
    expect(silence.schema.safeParse({ periods: 3, seconds: 3 }).success).toBe(false);
    expect(silence.schema.safeParse({}).success).toBe(false);
    expect(silence.ready({ seconds: 7 }, { levels: [], priority: 1, periodMs: 1 })).toMatchObject({
      allowedMs: 7_000,
    });
  });
});
