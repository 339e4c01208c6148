import { describe, expect, it } from "vitest";
import { pagesOf } from "./pages.ts";

const none = () => false;
const isUrgent = (line: string) => line.startsWith("P1");

describe("pages of a list", () => {
  it("show every line once and in order", () => {
    expect(pagesOf([1, 2, 3, 4, 5], 2, none)).toEqual([[1, 2], [3, 4], [5]]);
    expect(pagesOf([1, 2], 2, none)).toEqual([[1, 2]]);
    expect(pagesOf([], 4, none)).toEqual([[]]);
  });

  it("keep what must stay in sight at the head of each", () => {
    const lines = ["P1 a", "b", "c", "d", "e"];
    expect(pagesOf(lines, 3, isUrgent)).toEqual([
      ["P1 a", "b", "c"],
      ["P1 a", "d", "e"],
    ]);
  });

  it("turn through too many urgent ones as well, from the first page on", () => {
    const lines = ["P1 a", "P1 b", "P1 c", "P1 d", "e"];
    expect(pagesOf(lines, 2, isUrgent)).toEqual([["P1 a", "P1 b"], ["P1 c", "P1 d"], ["e"]]);
    expect(pagesOf(["P1 a", "b"], 1, isUrgent)).toEqual([["P1 a"], ["b"]]);
  });
});
