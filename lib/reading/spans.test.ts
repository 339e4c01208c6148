import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { stepFor } from "./points.ts";
import { type Level, levels, type Span, without } from "./spans.ts";

const anySpan = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 }))
  .map(([from, length]): Span => ({ from, to: from + length }));
const covers = (spans: readonly Span[], at: number) => spans.filter((s) => s.from <= at && at < s.to).length;

test("what is cut out is gone, the rest is there once", () => {
  fc.assert(
    fc.property(anySpan, fc.array(anySpan, { maxLength: 6 }), (span, cuts) => {
      const left = without([span], cuts);
      for (let at = 0; at < 90; at++)
        expect(covers(left, at)).toBe(covers([span], at) === 1 && covers(cuts, at) === 0 ? 1 : 0);
    }),
  );
});

const H = 3_600_000;
const day = 24 * H;
const until = { "1d": 10 * day, "1h": 10 * day + 5 * H, "1m": 10 * day + 5 * H + 60_000 };

describe("where a span is read from", () => {
  test("closed and unmarked days from the days, the open end from ever finer levels", () => {
    const parts = levels({ from: 8 * day, to: 11 * day }, "1d", { until, dirty: [] });
    expect([...parts]).toEqual([
      ["1d", [{ from: 8 * day, to: until["1d"] }]],
      ["1h", [{ from: until["1d"], to: until["1h"] }]],
      ["1m", [{ from: until["1h"], to: until["1m"] }]],
      ["raw", [{ from: until["1m"], to: 11 * day }]],
    ]);
  });

  test("a marked minute takes only itself to the readings", () => {
    const at = 8 * day + 3 * H + 60_000;
    const dirty = [
      {
        "1d": { from: 8 * day, to: 9 * day },
        "1h": { from: 8 * day + 3 * H, to: 8 * day + 4 * H },
        "1m": { from: at, to: at + 60_000 },
      },
    ];
    const parts = levels({ from: 8 * day, to: 10 * day }, "1d", { until, dirty });
    expect(parts.get("1d")).toEqual([{ from: 9 * day, to: 10 * day }]);
    expect(parts.get("raw")).toEqual([{ from: at, to: at + 60_000 }]);
  });

  test("every instant is read once, from one level", () => {
    const anyUntil = fc.tuple(fc.nat(80), fc.nat(20), fc.nat(20));
    const anyDirty = fc.array(fc.record({ "1d": anySpan, "1h": anySpan, "1m": anySpan }), { maxLength: 4 });
    fc.assert(
      fc.property(anySpan, anyUntil, anyDirty, (span, [d, h, m], dirty) => {
        const parts = levels(span, "1d", { until: { "1d": d, "1h": d + h, "1m": d + h + m }, dirty });
        const all = (["1d", "1h", "1m", "raw"] as Level[]).flatMap((level) => parts.get(level) ?? []);
        for (let at = 0; at < 90; at++) expect(covers(all, at)).toBe(covers([span], at));
      }),
    );
  });
});

test("a step is the shortest that keeps within the points asked for", () => {
  expect(stepFor(30 * day, 1_000)).toEqual({ seconds: 3_600, width: "1h" });
  expect(stepFor(30 * day, 5_000)).toEqual({ seconds: 3_600, width: "1h" });
  expect(stepFor(14 * day, 5_000)).toEqual({ seconds: 300, width: "1m" });
  expect(stepFor(day, 2_000)).toEqual({ seconds: 60, width: "1m" });
  expect(stepFor(day, 300)).toEqual({ seconds: 300, width: "1m" });
  expect(stepFor(365 * day, 400)).toEqual({ seconds: 86_400, width: "1d" });
  const { seconds } = stepFor(30 * 366 * day, 2);
  expect(Math.ceil((30 * 366 * day) / (seconds * 1_000)) + 1).toBeLessThanOrEqual(2);
});
