import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Verdict } from "#lib/alert/event.ts";
import type { Level } from "#lib/asset/model.ts";
import threshold, { type ThresholdParams } from "./kinds/threshold.ts";
import { CALM, type Latch, type Ready } from "./latch.ts";

const SECOND = 1_000;
const levels: Level[] = [
  { id: "bd1", value: 6, severity: 1 },
  { id: "bd2", value: 7, severity: 2 },
  { id: "bd3", value: 8, severity: 3 },
];
const flood = {
  direction: "above",
  levels: [
    { id: "bd1", priority: 3 },
    { id: "bd2", priority: 2 },
    { id: "bd3", priority: 1 },
  ],
  deadband: 0.5,
  onDelayS: 0,
  offDelayS: 0,
} satisfies ThresholdParams;

function readyFor(params: Partial<ThresholdParams> = {}, periodS = 10): Ready {
  const ready = threshold.ready({ ...flood, ...params }, { levels, priority: 3, periodMs: periodS * SECOND });
  if (!ready) throw new Error("nothing to judge");
  return ready;
}

/** Times in seconds from 1,000; `null` is a look of the clock; `before`: when the last reading of an earlier run was. */
function run(
  ready: Ready,
  looks: readonly (readonly [at: number, value: number | null])[],
  from: Latch = CALM,
  before?: number,
) {
  let state = from;
  let mark = before === undefined ? Number.NEGATIVE_INFINITY : (1_000 + before) * SECOND;
  const said: Verdict[] = [];
  for (const [at, value] of looks) {
    const time = (1_000 + at) * SECOND;
    const judged = threshold.judge(state, { time, value, mark, heard: mark, since: 0, feed: null }, ready);
    state = judged.state;
    said.push(...judged.verdicts);
    if (value !== null) mark = time;
  }
  return { state, said, told: said.map(tell) };
}

function tell(verdict: Verdict): string {
  const at = verdict.at / SECOND - 1_000;
  return "level" in verdict ? `${at} ${verdict.type} ${verdict.level}` : `${at} ${verdict.type}`;
}

describe("a threshold", () => {
  test("rings at the limit itself and carries what was crossed", () => {
    const { said } = run(readyFor(), [
      [0, 5.9],
      [10, 6],
      [20, 6.2],
    ]);
    expect(said).toEqual([
      { type: "raised", at: 1_010_000, priority: 3, level: "bd1", value: 6, limit: 6, peak: 6 },
    ]);
  });

  test("does not flutter inside the deadband", () => {
    const { told } = run(readyFor(), [
      [0, 6],
      [10, 5.5],
      [20, 6.1],
      [30, 5.6],
      [40, 5.4],
    ]);
    expect(told).toEqual(["0 raised bd1", "40 returned"]);
  });

  test("waits for the on-delay, and begins anew after a dip below the limit", () => {
    const ready = readyFor({ onDelayS: 15 });
    expect(
      run(ready, [
        [0, 6.5],
        [10, 6.5],
        [14, null],
      ]).told,
    ).toEqual([]);
    expect(
      run(ready, [
        [0, 6.5],
        [10, 6.5],
        [15, null],
      ]).told,
    ).toEqual(["15 raised bd1"]);
    expect(
      run(ready, [
        [0, 6.5],
        [10, 5.9],
        [12, 6.5],
        [20, 6.5],
        [27, null],
      ]).told,
    ).toEqual(["27 raised bd1"]);
  });

  test("waits for the off-delay beyond the deadband", () => {
    const ready = readyFor({ offDelayS: 15 });
    const { told } = run(ready, [
      [0, 6],
      [10, 5],
      [20, 5.6],
      [30, 5],
      [44, null],
      [45, null],
    ]);
    expect(told).toEqual(["0 raised bd1", "45 returned"]);
  });

  test("climbs and falls level by level, and jumps where the water jumps", () => {
    const { told } = run(readyFor(), [
      [0, 6],
      [10, 7.2],
      [20, 9],
      [30, 7.4],
      [40, 5],
    ]);
    expect(told).toEqual([
      "0 raised bd1",
      "10 level_changed bd2",
      "20 level_changed bd3",
      "30 level_changed bd2",
      "40 returned",
    ]);
    expect(run(readyFor(), [[0, 8.1]]).told).toEqual(["0 raised bd3"]);
  });

  test("keeps the farthest value, and tells it again at most every five minutes", () => {
    const looks = Array.from({ length: 40 }, (_, i) => [i * 10, 6 + i * 0.01] as const);
    const { told, said } = run(readyFor(), looks);
    expect(told).toEqual(["0 raised bd1", "300 peaked"]);
    expect(said[1]).toMatchObject({ peak: 6.3 });
    const { said: end } = run(readyFor(), [
      [0, 6],
      [10, 6.9],
      [20, 6.2],
      [30, 5],
    ]);
    expect(end.at(-1)).toMatchObject({ type: "returned", value: 5, peak: 6.9 });
  });

  test("below is the mirror of above", () => {
    const ready = readyFor({
      direction: "below",
      deadband: 1,
      levels: [
        { id: "low", priority: 3, value: 20 },
        { id: "empty", priority: 1, value: 10 },
      ],
    });
    const { told, said } = run(ready, [
      [0, 21],
      [10, 20],
      [20, 9],
      [30, 10.5],
      [40, 11.5],
      [50, 21.5],
    ]);
    expect(told).toEqual(["10 raised low", "20 level_changed empty", "40 level_changed low", "50 returned"]);
    expect(said.at(-1)).toMatchObject({ peak: 9 });
  });

  test("has nothing to judge without a limit", () => {
    expect(threshold.ready(flood, { levels: [], priority: 3, periodMs: 1 })).toBeNull();
  });
});

describe("a stale input", () => {
  test("makes the alert unknown and never ends it; the next reading says what it is", () => {
    const { told } = run(readyFor(), [
      [0, 6.5],
      [29, null],
      [31, null],
      [500, null],
      [600, 6.4],
      [610, 5],
    ]);
    expect(told).toEqual(["0 raised bd1", "30 stale", "600 resumed", "610 returned"]);
  });

  test("lets no delay run on: what nobody watched has not lasted", () => {
    const ready = readyFor({ onDelayS: 60 });
    expect(
      run(ready, [
        [0, 6.5],
        [200, 6.5],
        [229, null],
      ]).told,
    ).toEqual([]);
    expect(
      run(ready, [
        [0, 6.5],
        [200, 6.5],
        [220, 6.5],
        [245, 6.5],
        [260, null],
      ]).told,
    ).toEqual(["260 raised bd1"]);
  });
});

describe("a restart", () => {
  const open = (level: string | null) =>
    ({ process: "active", level, value: 6.5, peak: 6.6, rungAt: 1_000_000 }) as Parameters<
      typeof threshold.restore
    >[1];

  test("keeps the delays that were running", () => {
    const ready = readyFor({ onDelayS: 25 });
    const { state } = run(ready, [
      [0, 6.5],
      [10, 6.5],
    ]);
    const back = threshold.restore(JSON.parse(JSON.stringify(state)), null);
    expect(
      run(
        ready,
        [
          [20, 6.5],
          [25, null],
        ],
        back,
        10,
      ).told,
    ).toEqual(["25 raised bd1"]);
  });

  test("believes the alert where the saved state says otherwise", () => {
    expect(run(readyFor(), [[0, 5]], threshold.restore(CALM, open("bd1"))).told).toEqual(["0 returned"]);
    const { state } = run(readyFor(), [[0, 6.5]]);
    expect(run(readyFor(), [[10, 6.5]], threshold.restore(state, null)).told).toEqual(["10 raised bd1"]);
    expect(threshold.restore({ level: 3 }, null)).toBe(CALM);
  });

  test("goes on from the nearest step when its level is no longer in the set", () => {
    const { told } = run(
      readyFor(),
      [
        [0, 7.1],
        [10, 5],
      ],
      threshold.restore(null, open("old")),
    );
    expect(told).toEqual(["0 level_changed bd2", "10 returned"]);
  });
});

/** Readings one to 25 s apart, so that none is ever stale. */
const river = fc.array(fc.tuple(fc.integer({ min: 1, max: 25 }), fc.integer({ min: 50, max: 90 })), {
  minLength: 1,
  maxLength: 40,
});
const delays = fc.record({
  onDelayS: fc.constantFrom(0, 1, 7, 20, 45),
  offDelayS: fc.constantFrom(0, 3, 20, 60),
  deadband: fc.constantFrom(0, 0.3, 1.2),
});

function lookout(steps: readonly (readonly [gap: number, tenths: number])[]) {
  let at = 0;
  return steps.map(([gap, tenths]) => {
    at += gap;
    return [at, tenths / 10] as const;
  });
}

describe("any river", () => {
  test("gives the same verdicts live, with a clock that ticks, and in one go afterwards", () => {
    fc.assert(
      fc.property(river, delays, (steps, params) => {
        const ready = readyFor(params);
        const looks = lookout(steps);
        const end = (looks.at(-1)?.[0] ?? 0) + 20;
        const live = Array.from({ length: end + 1 }, (_, s) => {
          const reading = looks.find(([at]) => at === s);
          return reading ?? ([s, null] as const);
        });
        expect(run(ready, live).said).toEqual(run(ready, [...looks, [end, null]]).said);
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  test("stands at the level that a second-by-second recount gives", () => {
    fc.assert(
      fc.property(river, delays, (steps, params) => {
        const looks = lookout(steps);
        const end = (looks.at(-1)?.[0] ?? 0) + 20;
        const { said } = run(readyFor(params), [...looks, [end, null]]);
        let level: string | null = null;
        const mine = said.flatMap((verdict) => {
          if (verdict.type === "peaked") return [];
          level = "level" in verdict ? verdict.level : null;
          return [`${verdict.at / SECOND - 1_000} ${level}`];
        });
        expect(mine).toEqual(recount(looks, { ...params, end }));
      }),
      { numRuns: 400, seed: 8 },
    );
  });
});

type Delays = { onDelayS: number; offDelayS: number; deadband: number; end: number };

/** The definition, naively: each level a latch of its own, looked at every second; the highest that is on counts. */
function recount(
  looks: readonly (readonly [number, number])[],
  { onDelayS, offDelayS, deadband, end }: Delays,
) {
  const valueAt = (s: number) => looks.findLast(([at]) => at <= s)?.[1];
  const latches = levels.map(({ id, value }) => ({ id, limit: value, on: false, above: 0, below: 0 }));
  const out: string[] = [];
  let before: string | null = null;
  for (let s = 0; s <= end; s++) {
    const value = valueAt(s);
    if (value === undefined) continue;
    for (const latch of latches) {
      latch.above = value >= latch.limit ? latch.above + 1 : 0;
      latch.below = value < latch.limit - deadband ? latch.below + 1 : 0;
      if (!latch.on && latch.above > onDelayS) latch.on = true;
      else if (latch.on && latch.below > offDelayS) latch.on = false;
    }
    const level = latches.findLast((latch) => latch.on)?.id ?? null;
    if (level !== before) out.push(`${s} ${level}`);
    before = level;
  }
  return out;
}
