/** `unrun`: those of `failed` that never ran. */
export type Tally = { passed: number; failed: number; unrun: number };

export const NOTHING: Tally = { passed: 0, failed: 0, unrun: 0 };

export const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
  unrun: a.unrun + b.unrun,
});

/** The closing line of `npm test`. */
export const closingLine = ({ passed, failed }: Tally) => `${passed} passed, ${failed} failed`;

type VitestReport = { testResults: { status: string; assertionResults: { status: string }[] }[] };
type PlaywrightReport = {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number };
};

/**
 * Counts of a runner's report. What did not run counts as failed: a later chapter of a journey that broke, a test of a
 * file that does not load, a test that somebody switched off. So does a browser test that passed only at the second
 * try, and a runner that ended badly without one failed test.
 */
export function tallyOf(report: VitestReport | PlaywrightReport | undefined, endedWell: boolean): Tally {
  const counted = report ? counts(report) : NOTHING;
  return !endedWell && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

function counts(report: VitestReport | PlaywrightReport): Tally {
  if (!("stats" in report)) return report.testResults.map(countsOfFile).reduce(add, NOTHING);
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky + skipped, unrun: skipped };
}

function countsOfFile({ status, assertionResults: tests }: VitestReport["testResults"][number]): Tally {
  const passed = tests.filter((test) => test.status === "passed").length;
  const failed = tests.filter((test) => test.status === "failed").length;
  const isBroken = status === "failed" && passed === tests.length;
  const unrun = tests.length - passed - failed + Number(isBroken);
  return { passed, failed: failed + unrun, unrun };
}
