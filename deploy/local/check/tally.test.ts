import { expect, test } from "vitest";
import { add, closingLine, tallyOf } from "./tally.ts";

test("both runners are summed in the closing line", () => {
  const unit = tallyOf({ numPassedTests: 40, numFailedTests: 1 }, false);
  const browser = tallyOf({ stats: { expected: 5, unexpected: 1, flaky: 0 } }, false);
  expect(closingLine(add(unit, browser))).toBe("45 passed, 2 failed");
});

test("a runner that ended badly is a failure even when no test failed", () => {
  expect(tallyOf({ numPassedTests: 3, numFailedTests: 0 }, false)).toEqual({ passed: 3, failed: 1 });
  expect(tallyOf(undefined, false)).toEqual({ passed: 0, failed: 1 });
});

test("a browser test that needed a second try is a failure", () => {
  expect(tallyOf({ stats: { expected: 5, unexpected: 0, flaky: 1 } }, true)).toEqual({
    passed: 5,
    failed: 1,
  });
});
