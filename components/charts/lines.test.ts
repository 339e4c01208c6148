import { describe, expect, it } from "vitest";
import { append, type Line, toRows } from "./lines.ts";

const line = (id: number, points: [number, number][], gapMs = 100): Line => ({
  id,
  name: `line ${id}`,
  gapMs,
  points: points.map(([t, v]) => ({ t, v })),
});

describe("rows of a chart", () => {
  it("join lines of different rhythm without bending them", () => {
    const rows = toRows([
      line(1, [
        [0, 0],
        [20, 20],
      ]),
      line(2, [[10, 5]]),
    ]);
    expect(rows).toEqual([
      { t: 0, l1: 0, l2: null },
      { t: 10, l1: 10, l2: 5 },
      { t: 20, l1: 20, l2: null },
    ]);
  });

  it("break a line where its data were missing", () => {
    const rows = toRows([
      line(1, [
        [0, 1],
        [300, 2],
      ]),
      line(2, [[150, 9]]),
    ]);
    expect(rows[1]).toEqual({ t: 150, l1: null, l2: 9 });
  });

  it("are none when there are no points", () => {
    expect(toRows([line(1, [])])).toEqual([]);
  });
});

describe("a live point", () => {
  const points = [
    { t: 10, v: 1 },
    { t: 20, v: 2 },
  ];

  it("is added once, and what left the window goes", () => {
    expect(append(points, { t: 30, v: 3 }, 15)).toEqual([
      { t: 20, v: 2 },
      { t: 30, v: 3 },
    ]);
    expect(append(points, { t: 20, v: 2 }, 0)).toBe(points);
  });

  it("that is older than the window or than the newest one changes nothing", () => {
    expect(append(points, { t: 5, v: 9 }, 0)).toBe(points);
    expect(append([], { t: 5, v: 9 }, 10)).toEqual([]);
  });
});
