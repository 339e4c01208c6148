import { expect, test } from "vitest";
import { add, closingLine, tallyOf } from "./tally.ts";

const file = (...statuses: string[]) => ({
  status: statuses.every((status) => status === "passed") ? "passed" : "failed",
  assertionResults: statuses.map((status) => ({ status })),
});

test("both runners are summed in the closing line", () => {
  const unit = tallyOf({ testResults: [file(...Array(40).fill("passed"), "failed")] }, false);
  const browser = tallyOf({ stats: { expected: 5, unexpected: 1, flaky: 0, skipped: 0 } }, false);
  expect(closingLine(add(unit, browser))).toBe("45 passed, 2 failed");
});

test("a runner that ended badly is a failure even when no test failed", () => {
  expect(tallyOf({ testResults: [file("passed", "passed")] }, false)).toEqual({
    passed: 2,
    failed: 1,
    unrun: 0,
  });
  expect(tallyOf(undefined, false)).toEqual({ passed: 0, failed: 1, unrun: 0 });
});

test("a browser test that needed a second try is a failure", () => {
  const report = { stats: { expected: 5, unexpected: 0, flaky: 1, skipped: 0 } };
  expect(tallyOf(report, true)).toEqual({ passed: 5, failed: 1, unrun: 0 });
});

test("what did not run is a failure and is told apart", () => {
  const browser = tallyOf({ stats: { expected: 7, unexpected: 1, flaky: 0, skipped: 2 } }, false);
  expect(browser).toEqual({ passed: 7, failed: 3, unrun: 2 });
  const unit = tallyOf({ testResults: [file("passed", "skipped", "pending", "todo")] }, true);
  expect(unit).toEqual({ passed: 1, failed: 3, unrun: 3 });
  expect(closingLine(add(unit, browser))).toBe("8 passed, 6 failed");
});

test("each file that does not load is a failure, also beside a test that failed", () => {
  const crashed = { status: "failed", assertionResults: [] };
  const report = { testResults: [file("passed", "failed"), crashed, crashed] };
  expect(tallyOf(report, false)).toEqual({ passed: 1, failed: 3, unrun: 2 });
});
