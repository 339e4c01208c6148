import { describe, expect, it } from "vitest";
import type { Aggregate } from "#lib/metric/metric.ts";
import { type ChartRow, extent, type Line, pointAt, runsOf, toRows } from "./lines.ts";
import { type Point, pointsOf } from "./points.ts";

const MINUTE = 60_000;

/** Times in minutes. */
const line = (
  id: number,
  points: readonly [minute: number, v: number][],
  { periodS = 600, stepS = 0, aggregate = "mean" as Aggregate } = {},
): Line => ({
  id,
  name: `line ${id}`,
  aggregate,
  rhythm: { periodS, stepS },
  points: points.map(([t, v]) => ({ t: t * MINUTE, v })),
});
const bucket = (minute: number, low: number, high: number): Point => ({
  t: minute * MINUTE,
  v: high,
  low,
  high,
  mean: (low + high) / 2,
});

/** Minute → what is drawn there of a line. */
const drawn = (rows: readonly ChartRow[], key: keyof ChartRow) =>
  rows.filter((row) => row.t % MINUTE === 0).map((row) => [row.t / MINUTE, row[key]]);

/** Whether the chart joins two moments by an unbroken line. */
function joins(rows: readonly ChartRow[], id: number, from: number, to: number): boolean {
  return rows
    .filter((row) => row.t >= from * MINUTE && row.t <= to * MINUTE)
    .every((row) => row[`l${id}`] !== null);
}

describe("what is not measured", () => {
  it("is a gap in a lone line too", () => {
    const rows = toRows([
      line(1, [
        [0, 1],
        [10, 1],
        [490, 3],
        [500, 3],
      ]),
    ]);
    expect(joins(rows, 1, 0, 10)).toBe(true);
    expect(joins(rows, 1, 490, 500)).toBe(true);
    expect(joins(rows, 1, 10, 490)).toBe(false);
  });

  it("is a gap by the rhythm of each line, whatever beats beside it", () => {
    const hourly = line(
      1,
      [
        [0, 1],
        [60, 2],
      ],
      { periodS: 3_600 },
    );
    const dense = line(
      2,
      Array.from({ length: 61 }, (_, i) => [i, 5]),
      { periodS: 60 },
    );
    const broken = line(
      3,
      [
        [0, 1],
        [60, 2],
      ],
      { periodS: 60 },
    );
    const rows = toRows([hourly, dense, broken]);
    expect(joins(rows, 1, 0, 60)).toBe(true);
    expect(joins(rows, 2, 0, 60)).toBe(true);
    expect(drawn(rows, "l3").filter(([, v]) => v !== null)).toEqual([
      [0, 1],
      [60, 2],
    ]);
  });

  it("is never drawn, whatever the mixture: no line between two points further apart than their rhythm allows", () => {
    for (let seed = 1; seed <= 60; seed++) {
      const lines = someLines(seed);
      const rows = toRows(lines);
      for (const one of lines)
        for (let i = 1; i < one.points.length; i++) {
          const [a, b] = [one.points[i - 1] as Point, one.points[i] as Point];
          const gap = runsOf(one).some((run) => run[0] === b);
          const between = rows.filter((row) => row.t >= a.t && row.t <= b.t);
          expect(between.some((row) => row[`l${one.id}`] === null)).toBe(gap);
        }
    }
  });
});

describe("what is measured", () => {
  it("is visible when it is a single reading", () => {
    expect(drawn(toRows([line(1, [[5, 7]])]), "d1")).toEqual([[5, 7]]);
  });

  it("is visible between two gaps, as a dot", () => {
    const rows = toRows([
      line(1, [
        [0, 1],
        [10, 1],
        [200, 9],
        [400, 1],
        [410, 1],
      ]),
    ]);
    expect(drawn(rows, "d1").filter(([, v]) => v !== null)).toEqual([[200, 9]]);
  });

  it("is in the chart, each point at its time, whatever the mixture", () => {
    for (let seed = 1; seed <= 60; seed++) {
      const lines = someLines(seed);
      const rows = new Map(toRows(lines).map((row) => [row.t, row]));
      for (const one of lines) {
        for (const { t, v } of one.points) expect(rows.get(t)?.[`l${one.id}`]).toBe(v);
        for (const [only, ...more] of runsOf(one))
          if (only && more.length === 0) expect(rows.get(only.t)?.[`d${one.id}`]).toBe(only.v);
      }
    }
  });

  it("keeps the crest of a lone bucket as wide as its time", () => {
    const crest = { ...line(1, [], { stepS: 300, aggregate: "max" }), points: [bucket(0, 0.1, 1.8)] };
    expect(drawn(toRows([crest]), "b1")).toEqual([
      [0, [0.1, 1.8]],
      [5, [0.1, 1.8]],
    ]);
    expect(drawn(toRows([crest]), "d1")[0]).toEqual([0, 1.8]);
    expect(extent([crest])).toContain(1.8);
  });
});

describe("lines of different rhythm", () => {
  it("are joined without bending them", () => {
    const rows = toRows([
      line(1, [
        [0, 0],
        [20, 20],
      ]),
      line(2, [[10, 5]]),
    ]);
    expect(drawn(rows, "l1")).toEqual([
      [0, 0],
      [10, 10],
      [20, 20],
    ]);
    expect(drawn(rows, "l2")).toEqual([
      [0, null],
      [10, 5],
      [20, null],
    ]);
  });

  it("keep a state until the next where the last value counts", () => {
    const rows = toRows([
      line(
        1,
        [
          [0, 0],
          [20, 1],
        ],
        { aggregate: "last" },
      ),
      line(2, [[10, 5]]),
    ]);
    expect(drawn(rows, "l1")).toEqual([
      [0, 0],
      [10, 0],
      [20, 1],
    ]);
  });

  it("of directions are dots at their own readings only", () => {
    const rows = toRows([
      line(
        1,
        [
          [0, 350],
          [20, 10],
        ],
        { aggregate: "circular" },
      ),
      line(2, [[10, 5]]),
    ]);
    expect(drawn(rows, "d1")).toEqual([
      [0, 350],
      [10, null],
      [20, 10],
    ]);
  });
});

it("sums are bars that stand on zero, each over its own time, and a dry hour is not a silent one", () => {
  const rain = line(
    1,
    [
      [0, 4],
      [60, 0],
      [180, 2],
    ],
    { stepS: 3_600, periodS: 3_600, aggregate: "sum" },
  );
  const rows = toRows([rain]);
  const at = (minute: number) => rows.findLast((row) => row.t <= minute * MINUTE)?.l1;
  expect([at(30), at(90), at(150), at(210)]).toEqual([4, 0, null, 2]);
  expect(extent([rain])).toContain(0);
});

it("the bar of a reading covers the period that it ends", () => {
  const rows = toRows([line(1, [[60, 4]], { periodS: 3_600, aggregate: "sum" })]);
  expect(rows.filter((row) => row.l1 === 4).map((row) => Math.round(row.t / MINUTE))).toEqual([3, 57]);
});

it("a pointer is told what was measured, not what the drawing has on its way, and nothing in a gap", () => {
  const one = line(1, [
    [0, 0],
    [20, 20],
    [500, 3],
  ]);
  expect(pointAt(one, 10 * MINUTE)).toMatchObject({ t: 0, v: 0 });
  expect(pointAt(one, 20 * MINUTE)).toMatchObject({ v: 20 });
  expect(pointAt(one, 300 * MINUTE)).toBeUndefined();
});

it("a chart without points has no rows", () => {
  expect(toRows([line(1, [])])).toEqual([]);
});

it("an hour of crests between fair minutes is drawn at its height", () => {
  const n = 60;
  const minutes = Array.from({ length: n }, (_, i) => i);
  const points = pointsOf({
    ...{ seriesId: 1, aggregate: "max", periodS: 10, source: "1m", stepS: 60, from: 0, to: n * MINUTE },
    time: minutes.map((i) => i * MINUTE),
    count: minutes.map(() => 6),
    mean: minutes.map((i) => (i === 30 ? 0.27 : 0.1)),
    min: minutes.map(() => 0.1),
    max: minutes.map((i) => (i === 30 ? 1.8 : 0.1)),
    first: minutes.map(() => 0.1),
    last: minutes.map(() => 0.1),
    sum: minutes.map(() => 0.6),
  });
  const rows = toRows([{ ...line(1, [], { periodS: 10, stepS: 60, aggregate: "max" }), points }]);
  expect(Math.max(...rows.map((row) => row.l1 ?? 0))).toBe(1.8);
});

/** Up to four lines with rhythms from seconds to an hour and silences of their own, the same for the same seed. */
function someLines(seed: number): Line[] {
  let state = seed;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return Array.from({ length: 1 + Math.floor(random() * 4) }, (_, i) => {
    const periodS = [5, 60, 600, 3_600][Math.floor(random() * 4)] as number;
    let t = 0;
    const points = Array.from({ length: 1 + Math.floor(random() * 12) }, () => {
      t += Math.ceil(periodS * 1_000 * (random() < 0.3 ? 2 + 5 * random() : 1));
      return { t, v: random() };
    });
    return { ...line(i + 1, [], { periodS }), points };
  });
}
