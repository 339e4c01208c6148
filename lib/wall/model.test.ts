import { describe, expect, it } from "vitest";
import { type WallLayoutInput, wallLayoutSchema } from "./model.ts";
import { overview } from "./overview.ts";

const layout = (panels: WallLayoutInput["panels"]): WallLayoutInput => ({ columns: 4, rows: 4, panels });
const panel = (id: string, column: number, row: number, width = 2) => ({
  id,
  kind: "alerts",
  area: { column, row, width, height: 2 },
});
const messages = (input: unknown) =>
  wallLayoutSchema.safeParse(input).error?.issues.map((i) => i.message) ?? [];

describe("wall layout", () => {
  it("accepts the overview as shipped and fills the defaults", () => {
    const parsed = wallLayoutSchema.parse(layout([panel("a", 1, 1)]));
    expect(parsed.theme).toBe("van-hanh");
    expect(parsed.panels[0]?.config).toEqual({});
    expect(messages(overview.layout)).toEqual([]);
  });

  it("accepts neighbours that only touch", () => {
    expect(messages(layout([panel("a", 1, 1), panel("b", 3, 1), panel("c", 1, 3)]))).toEqual([]);
  });

  it("names the two panels that overlap", () => {
    expect(messages(layout([panel("a", 1, 1), panel("b", 2, 2)]))).toEqual(["panels a and b overlap"]);
  });

  it("refuses a panel outside the grid, a repeated id and an unknown field", () => {
    expect(messages(layout([panel("a", 4, 1)]))).toEqual(["panel a reaches outside the 4 × 4 grid"]);
    expect(messages(layout([panel("a", 1, 1), panel("a", 3, 3)]))).toEqual(["two panels are called a"]);
    expect(messages({ ...layout([panel("a", 1, 1)]), color: "red" })).not.toEqual([]);
  });
});
