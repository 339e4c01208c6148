import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Notation, readNumber, readQuantity } from "./quantity.ts";

const NBSP = "\u00a0";
const NARROW = "\u202f";

describe("a text that can be read in one way only is read", () => {
  test.each([
    ["12.5", 12.5],
    [" 12.5 ", 12.5],
    ["6,87", 6.87],
    ["1.234,5", 1234.5],
    ["1,234.5", 1234.5],
    ["1.234.567", 1_234_567],
    ["1,234,567", 1_234_567],
    ["1 234,567", 1234.567],
    [`1${NBSP}234${NBSP}567`, 1_234_567],
    [`1${NARROW}234,5`, 1234.5],
    [`12\u2009345`, 12_345],
    ["1'234.5", 1234.5],
    ["1’234’567", 1_234_567],
    ["0.123", 0.123],
    ["0,123", 0.123],
    ["1234.567", 1234.567],
    ["1234,567", 1234.567],
    ["1.2345", 1.2345],
    ["007", 7],
    [".5", 0.5],
    ["5.", 5],
    ["-1.5e-3", -0.0015],
    ["1.234E+00", 1.234],
    ["1,5e3", 1500],
    ["+7", 7],
    ["\ufeff6.87\0", 6.87],
    ["６．８７", 6.87],
    ["- 5", -5],
  ])("%j is %d", (text, value) => expect(readNumber(text)).toBe(value));
});

test("every sign that Unicode has for minus and plus is one", () => {
  for (const minus of "-\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d\u207b")
    expect(readNumber(`${minus}6,87`), minus.codePointAt(0)?.toString(16)).toBe(-6.87);
  for (const plus of "+\uff0b\ufe62\u207a") expect(readNumber(`${plus}6,87`)).toBe(6.87);
});

describe("what could be read in two ways is refused, and a declared notation settles it", () => {
  test.each(["1.234", "1,234", "-12.345", "999,999"])("%j", (text) => {
    const digits = Number(text.replace(/[.,]/, ""));
    const [dot, comma] = text.includes(".") ? ["point", "comma"] : ["comma", "point"];
    expect(readNumber(text)).toBe("ambiguous_number");
    expect(readNumber(text, dot as Notation)).toBe(digits / 1000);
    expect(readNumber(text, comma as Notation)).toBe(digits);
    expect(readNumber(text, "ungrouped")).toBe(digits / 1000);
  });
});

test.each([
  ["6.87", "comma"],
  ["6,87", "point"],
  ["1.234,5", "point"],
  ["1,234.5", "comma"],
  ["1.234,5", "ungrouped"],
  ["1 234", "ungrouped"],
] as const)("%j is no number in the notation %s", (text, notation) => {
  expect(readNumber(text, notation)).toBe("wrong_type");
});

test.each([
  ["", "missing_value"],
  [`${NBSP}\u200b`, "missing_value"],
  ["---", "missing_value"],
  ["—", "missing_value"],
  ["N/A", "missing_value"],
  ["null", "missing_value"],
  ["NaN", "not_finite"],
  ["-Infinity", "not_finite"],
  ["∞", "not_finite"],
  ["1.#QNAN", "not_finite"],
  ["-1.#IND", "not_finite"],
  ["1e999", "not_finite"],
  ["0x10", "wrong_type"],
  ["1.2.3", "wrong_type"],
  ["1,23,456", "wrong_type"],
  ["12 34", "wrong_type"],
  ["1 234’567", "wrong_type"],
  ["--5", "wrong_type"],
  ["5-", "wrong_type"],
  ["1/2", "wrong_type"],
  ["12abc3 4", "wrong_type"],
  ["²", "wrong_type"],
  ["٣", "wrong_type"],
])("%j is refused as %s", (text, reason) => expect(readNumber(text)).toBe(reason));

test.each([
  ["6.87 m", 6.87, "m"],
  ["687cm", 687, "cm"],
  ["12,5 mm/h", 12.5, "mm/h"],
  [`27,3${NBSP}°C`, 27.3, "°C"],
  ["81%", 81, "%"],
  ["35 µg/m³", 35, "µg/m³"],
  ["35 μg/m³", 35, "µg/m³"],
  ["1.200,5 m3/s", 1200.5, "m3/s"],
  ["3e2 m", 300, "m"],
] as const)("%j is a number and its unit", (text, value, unit) => {
  expect(readQuantity(text)).toEqual({ value, unit });
});

describe("whatever a number and its dress", () => {
  const numbers = fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 6 }));
  const groups = fc.constantFrom(".", ",", " ", NBSP, NARROW, "\u2009", "'", "’", "");
  const signs = fc.constantFrom("-", "\u2212", "\u2013", "\uff0d");

  test("it is read as itself or refused, never as another number", () => {
    fc.assert(
      fc.property(numbers, groups, fc.constantFrom(".", ","), signs, ([n, decimals], group, mark, sign) => {
        fc.pre(group !== mark);
        const value = n / 10 ** decimals;
        const [whole = "", part] = Math.abs(value).toFixed(decimals).split(".");
        const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group);
        const text = (value < 0 ? sign : "") + grouped + (part ? mark + part : "");
        const exact = Number(`${value < 0 ? "-" : ""}${whole}${part ? `.${part}` : ""}`);
        expect([exact, "ambiguous_number"]).toContain(readNumber(text));
        if (group !== "." && group !== ",")
          expect(readNumber(text, mark === "," ? "comma" : "point")).toBe(exact);
        if (group === (mark === "," ? "." : ","))
          expect(readNumber(text, mark === "," ? "comma" : "point")).toBe(exact);
      }),
      { numRuns: 2_000 },
    );
  });

  test("what JavaScript writes is read back in the notation with a point", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
        expect(readNumber(String(value), "point")).toBe(Number(String(value)));
      }),
      { numRuns: 2_000 },
    );
  });

  test("any text gives a finite number or a reason", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."0123456789.,- eE'µm°\u00a0∞") }), (text) => {
        const found = readQuantity(text);
        if (typeof found !== "string") expect(Number.isFinite(found.value)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test("what is longer than any number is not looked at", () => {
    for (const text of ["1 ".repeat(50_000), "1.".repeat(50_000), "-".repeat(99_999), `1${"0".repeat(100)}`])
      expect(readNumber(text)).toBe("wrong_type");
  });
});
