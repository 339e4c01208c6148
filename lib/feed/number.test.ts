import fc from "fast-check";
import { expect, test } from "vitest";
import { quantityOf, readPlainNumber } from "./number.ts";

const plain = (text: string) => readPlainNumber(new TextEncoder().encode(text));

test("plain numbers are read exactly as JSON would read them", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1e9, max: 1e9 }), fc.integer({ min: 0, max: 6 }), (n, decimals) => {
      const text = (n / 10 ** decimals).toFixed(decimals);
      expect(plain(text)).toBe(Number(text));
    }),
  );
  for (const text of ["0.1", "123456789.123456", "-0.5", "7 \n", "999999999999999"]) {
    expect(plain(text)).toBe(Number(text));
  }
});

test("every other form is left to the careful reader", () => {
  for (const text of ["", "-", ".", "1e3", "1.2.3", "12a", "NaN", "9999999999999999", " 1", "--1", "+1"])
    expect(plain(text), text).toBeNaN();
});

test("any value of a message is a number, a number with its unit, or a reason", () => {
  const given = [6.87, true, false, 7n, "6,87", "687 cm", "1.234", null, undefined, {}, [1], Number.NaN];
  expect(given.map((raw) => quantityOf(raw))).toEqual([
    6.87,
    1,
    0,
    7,
    6.87,
    { value: 687, unit: "cm" },
    "ambiguous_number",
    "missing_value",
    "missing_value",
    "wrong_type",
    "wrong_type",
    "not_finite",
  ]);
  expect(quantityOf("1.234", "comma")).toBe(1234);
});
