import { expect, test } from "vitest";
import { MOST_SAVED } from "#lib/preference/model.ts";
import { drop, keep, makeUsual, NO_FILTERS, opening, rename } from "./savedFilters.ts";

const two = () => keep(keep(NO_FILTERS, "Lũ", "p=1") ?? NO_FILTERS, "Ăn mòn", "p=4") ?? NO_FILTERS;

test("filters are kept under a name, in the order of the alphabet; the same name is kept anew", () => {
  expect(two().saved.map(({ name }) => name)).toEqual(["Ăn mòn", "Lũ"]);
  expect(keep(two(), " Lũ ", "p=2")?.saved).toContainEqual({ name: "Lũ", query: "p=2" });
  expect(keep(two(), "   ", "p=2")).toBeNull();
});

test("no more than the server takes", () => {
  let filters = NO_FILTERS;
  for (let i = 0; i < MOST_SAVED; i++) filters = keep(filters, `Lọc ${i}`, "p=1") ?? filters;
  expect(keep(filters, "Thêm nữa", "p=1")).toBeNull();
  expect(keep(filters, "Lọc 3", "p=2")).not.toBeNull();
});

test("a renamed one stays the usual one, a name that is taken is refused, a dropped one is usual no more", () => {
  const usual = makeUsual(two(), "Lũ");
  expect(rename(usual, "Lũ", "Lũ lớn")?.usual).toBe("Lũ lớn");
  expect(rename(usual, "Lũ", "Ăn mòn")).toBeNull();
  expect(drop(usual, "Lũ")).toMatchObject({ usual: null, saved: [{ name: "Ăn mòn" }] });
  expect(makeUsual(usual, "Lũ").usual).toBeNull();
});

test("the desk opens with the usual one, else the last", () => {
  expect(opening(two(), "p=3")).toBe("p=3");
  expect(opening(makeUsual(two(), "Lũ"), "p=3")).toBe("p=1");
  expect(opening(NO_FILTERS, "")).toBe("");
});
