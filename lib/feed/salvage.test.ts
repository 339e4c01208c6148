import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { salvageJson } from "./salvage.ts";

const value = (text: string) => salvageJson(text).value;

test("what JSON.parse understands is understood alike", () => {
  fc.assert(
    fc.property(fc.json({ maxDepth: 6 }), fc.constantFrom(undefined, 1, "\t"), (json, space) => {
      const text = JSON.stringify(JSON.parse(json), null, space);
      fc.pre(/["{}[\]]/.test(text));
      expect(value(text)).toEqual(JSON.parse(text));
    }),
    { numRuns: 1_000 },
  );
  expect(value('{"__proto__":{"v":1}}')).toEqual(JSON.parse('{"__proto__":{"v":1}}'));
});

describe("one bad value costs itself", () => {
  test.each([
    ['{"t":"x","a":nan,"b":{"c":-Infinity,"d":6.87}}', { t: "x", a: "nan", b: { c: "-Infinity", d: 6.87 } }],
    ['{"v":1}\0', { v: 1 }],
    ['\ufeff{"v":1}\0\0\n', { v: 1 }],
    ['{"a":+5.234,"b":.5,"c":06.87,"d":--}', { a: 5.234, b: ".5", c: "06.87", d: "--" }],
    ['{"a":,"b":2}', { a: null, b: 2 }],
    ['{"a":1,}', { a: 1 }],
    ["[1,,2,]", [1, null, 2]],
    ['{"v":6,87,"w":1}', { v: "6,87", w: 1 }],
    ['{"v":1,234,567}', { v: "1,234,567" }],
    ['[{"v":1},{"v":2 "u":3},{"v":4}]', [{ v: 1 }, '{"v":2 "u":3}', { v: 4 }]],
    ['[{"v":1},{v:2},{"v":4}]', [{ v: 1 }, "{v:2}", { v: 4 }]],
    ['{"list":[{"v":1},oops],"w":2}', { list: [{ v: 1 }, "oops"], w: 2 }],
    ['{"a":"nan, Infinity ]}","b":nan}', { a: "nan, Infinity ]}", b: "nan" }],
    ['{"a":"two\nlines","b":nan}', { a: "two\nlines", b: "nan" }],
    ['{"a":"C:\\dir","b":1}', { a: "C:\\dir", b: 1 }],
    ["6,87", "6,87"],
    ["NaN", "NaN"],
  ])("%j", (text, found) => expect(value(text)).toEqual(found));
});

test("a list that breaks off keeps its whole elements and says so", () => {
  expect(salvageJson('[{"v":1},{"v":2},{"v":3')).toEqual({ value: [{ v: 1 }, { v: 2 }], cutAfter: 2 });
  expect(salvageJson('[{"v":1},"un')).toEqual({ value: [{ v: 1 }], cutAfter: 1 });
});

test("what breaks off within an object, or has no shape, is refused whole", () => {
  const wrong = [
    '{"v":1',
    '{"v":1,"t":17',
    '{"a":[{"v":1},{"v":2}',
    '[{"v":1',
    "oops",
    '{"v":1}{"v":2}',
    "{'v':1}",
  ];
  wrong.push('{"a":1 "b":2}', "]", '{"v":1}x', "[".repeat(100), "");
  for (const text of wrong.slice(0, -1)) expect(() => salvageJson(text), text).toThrow(SyntaxError);
});

test("any text is a value or a SyntaxError", () => {
  const characters = fc.constantFrom(...'{}[],:"\\ 1.5-naNI\n');
  fc.assert(
    fc.property(fc.string({ unit: characters, maxLength: 60 }), (text) => {
      try {
        salvageJson(text);
      } catch (error) {
        expect(error).toBeInstanceOf(SyntaxError);
      }
    }),
    { numRuns: 5_000 },
  );
});
