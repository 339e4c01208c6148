import { describe, expect, it } from "vitest";
import { basisOf, certaintyOf, figureFrom, type Part, unheard } from "./model.ts";

const part = (of: number, more: Partial<Part<number>> = {}): Part<number> => ({
  of,
  isKnown: true,
  time: 1_000,
  simulated: false,
  ...more,
});
const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);

describe("a figure", () => {
  it("is made of what is known, and says of how many", () => {
    const figure = figureFrom([part(1), part(2), part(4, { isKnown: false, time: 9_000 })], 5, sum);
    expect(figure).toEqual({ total: 5, known: 2, newest: 1_000, simulated: false, now: 3, last: 7 });
    expect(certaintyOf(figure)).toBe("partly");
  });

  it("of old parts alone says nothing about now, and what was last", () => {
    const figure = figureFrom([part(0, { isKnown: false, time: 40 }), part(0, { isKnown: false })], 12, sum);
    expect(figure).toMatchObject({ now: undefined, last: 0, known: 0, total: 12, newest: 1_000 });
    expect(certaintyOf(figure)).toBe("unknown");
  });

  it("of things that never said anything is unknown, of nothing it is none", () => {
    expect(certaintyOf(figureFrom([], 3, sum))).toBe("unknown");
    expect(figureFrom([], 3, sum)).toMatchObject({ now: undefined, last: undefined, newest: undefined });
    expect(certaintyOf(figureFrom([], 0, sum))).toBe("none");
  });

  it("is whole only when every thing says it", () => {
    expect(certaintyOf(figureFrom([part(1), part(1)], 2, sum))).toBe("whole");
  });

  it("is unknown on a screen that hears nothing", () => {
    const figure = unheard(figureFrom([part(1), part(2)], 2, sum));
    expect(figure).toMatchObject({ now: undefined, last: 3, known: 0, total: 2 });
    expect(certaintyOf(unheard(basisOf([part(1)], 1)))).toBe("unknown");
  });

  it("is marked when anything simulated went into it", () => {
    expect(basisOf([part(1), part(2, { simulated: true })], 2).simulated).toBe(true);
    expect(basisOf([part(1), part(2, { simulated: true, isKnown: false })], 2).simulated).toBe(false);
  });
});
