import { expect, test } from "vitest";
import { compileExpression } from "./expression.ts";

const at = (text: string, value: number) => compileExpression(text)(value);

test("arithmetic follows the usual order", () => {
  expect(at("value * 2 + 1", 3)).toBe(7);
  expect(at("1 + value * 2", 3)).toBe(7);
  expect(at("(value - 32) * 5 / 9", 212)).toBe(100);
  expect(at("10 - value - 2", 3)).toBe(5);
  expect(at("100 / value / 2", 5)).toBe(10);
  expect(at("-value + -(-2)", 3)).toBe(-1);
  expect(at("1.5e2 - .5", 0)).toBe(149.5);
});

test("min and max take any number of terms", () => {
  expect(at("max(0, value)", -3)).toBe(0);
  expect(at("min(value, 10, 7 + 1)", 9)).toBe(8);
});

test("nothing but numbers, value, min and max has a meaning", () => {
  const wrong = ["", "value +", "process", "value.x", "value(1)", "max", "max()", "(value", "value)", "2 3"];
  const code = ["constructor", "value; 1", "value ** 2", "`1`", "value['a']", "0x10", "a=1", "min.call(1)"];
  for (const text of [...wrong, ...code]) expect(() => compileExpression(text), text).toThrow(SyntaxError);
});

test("neither length nor depth can exhaust anything", () => {
  expect(() => compileExpression(`${"(".repeat(40)}value${")".repeat(40)}`)).toThrow(/nested/);
  expect(() => compileExpression(`value${"+1".repeat(200)}`)).toThrow(/longer/);
});
