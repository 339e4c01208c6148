import fc from "fast-check";
import { expect, test } from "vitest";
import { readNumber, readPlainNumber } from "./number.ts";

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

test("texts are read strictly, with a reason when they are no number", () => {
  expect(readNumber(" 12.5 ")).toBe(12.5);
  expect(readNumber("-1.5e-3")).toBe(-0.0015);
  expect(readNumber("4,27", true)).toBe(4.27);
  expect(readNumber("4,27")).toBe("wrong_type");
  expect(readNumber("")).toBe("missing_value");
  expect(readNumber("NaN")).toBe("not_finite");
  expect(readNumber("1e999")).toBe("not_finite");
  expect(readNumber("0x10")).toBe("wrong_type");
});
