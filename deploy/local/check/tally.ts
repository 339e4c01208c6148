export type Tally = { passed: number; failed: number };

export const add = (a: Tally, b: Tally): Tally => ({
  passed: a.passed + b.passed,
  failed: a.failed + b.failed,
});

/** The closing line of `npm test`. */
export const closingLine = ({ passed, failed }: Tally) => `${passed} passed, ${failed} failed`;

type VitestReport = { numPassedTests: number; numFailedTests: number };
type PlaywrightReport = { stats: { expected: number; unexpected: number; flaky: number } };

/**
 * Counts of a runner's report. A runner that ended badly without one failed test (a file that does not load, no
 * report at all) counts as one failure; so does a browser test that passed only at the second try.
 */
export function tallyOf(report: VitestReport | PlaywrightReport | undefined, endedWell: boolean): Tally {
  const counted = report ? counts(report) : { passed: 0, failed: 0 };
  return !endedWell && counted.failed === 0 ? { ...counted, failed: 1 } : counted;
}

function counts(report: VitestReport | PlaywrightReport): Tally {
  if ("stats" in report) {
    const { expected, unexpected, flaky } = report.stats;
    return { passed: expected, failed: unexpected + flaky };
  }
  return { passed: report.numPassedTests, failed: report.numFailedTests };
}
