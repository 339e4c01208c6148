import { expect, test } from "vitest";
import { compileEach, compilePath, forEachScope, readPath } from "./path.ts";

const read = (path: string, value: unknown) => readPath(compilePath(path), { value, outer: null });

test("walks names, places and quoted names", () => {
  const body = { a: { b: [{ c: 1 }, { c: 2 }] }, "PM2.5": 30, 'q"x': { y: 1 } };
  expect(read("a.b[1].c", body)).toBe(2);
  expect(read('["PM2.5"]', body)).toBe(30);
  expect(read('["q\\"x"].y', body)).toBe(1);
  expect(read("$", 5)).toBe(5);
  expect(read("$.a.b[0].c", body)).toBe(1);
});

test("what is absent is undefined, not an error", () => {
  expect(read("a.b.c", { a: 1 })).toBeUndefined();
  expect(read("a[0]", { a: { 0: 1 } })).toBeUndefined();
  expect(read("a", null)).toBeUndefined();
});

test("only own properties are seen", () => {
  expect(read("__proto__", {})).toBeUndefined();
  expect(read("constructor.name", {})).toBeUndefined();
  expect(read("a.length", { a: "text" })).toBeUndefined();
});

test("reads JSON that is kept in a string", () => {
  expect(read("(json)[0].v", '[{"v":7}]')).toBe(7);
  expect(read("d.(json).v", { d: '{"v":7}' })).toBe(7);
  expect(read("d.(json).v", { d: "{broken" })).toBeUndefined();
});

test("each [*] opens a scope from which ^ leads out again", () => {
  const body = {
    site: "x",
    sensors: [
      { id: "a", values: [{ v: 1 }, { v: 2 }] },
      { id: "b", values: [{ v: 3 }] },
    ],
  };
  const found: unknown[] = [];
  forEachScope(compileEach("sensors[*].values[*]"), body, (scope) => {
    const at = (path: string) => readPath(compilePath(path), scope);
    found.push([at("v"), at("^id"), at("^^site"), at("$.site"), at("^^^site")]);
  });
  expect(found).toEqual([
    [1, "a", "x", "x", undefined],
    [2, "a", "x", "x", undefined],
    [3, "b", "x", "x", undefined],
  ]);
});

test("says whether a list was there at all", () => {
  const visit = () => {};
  expect(forEachScope(compileEach("a[*]"), { a: [] }, visit)).toBe(true);
  expect(forEachScope(compileEach("a[*]"), { a: 1 }, visit)).toBe(false);
  expect(forEachScope(compileEach("a[*].b[*]"), { a: [{ b: 1 }, { b: [] }] }, visit)).toBe(true);
  expect(forEachScope(compileEach("a[*].b[*]"), { a: [{}] }, visit)).toBe(false);
});

test("a wrong path is refused with its place", () => {
  expect(() => compilePath("a..b")).toThrow(/character 2/);
  expect(() => compilePath("a[x]")).toThrow(SyntaxError);
  expect(() => compilePath("a[*].b")).toThrow(/each/);
  expect(() => compilePath(Array(40).fill("a").join("."))).toThrow(/steps/);
});
