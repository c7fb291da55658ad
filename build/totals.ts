/** Counting: what vitest and Playwright write in JSON, added up. */

/** Tests by outcome. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

export const NO_TESTS: Totals = { passed: 0, failed: 0, skipped: 0 };

/** vitest's JSON report, as far as it is read. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

/** Playwright's JSON report, as far as it is read. */
interface PlaywrightReport {
  readonly stats: {
    readonly expected: number;
    readonly unexpected: number;
    readonly flaky: number;
    readonly skipped: number;
  };
  readonly errors: readonly unknown[];
}

/** A file that failed without a failed test (it could not be loaded, a hook threw) counts as one failure. */
export function vitestTotals(report: VitestReport): Totals {
  const brokenFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** A test that passes only when tried again has failed; so has a run with errors outside of tests. */
export function playwrightTotals({ stats, errors }: PlaywrightReport): Totals {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/**
 * What a suite that ended with `exitCode` counts for. One that ran nothing has failed: a pattern that matches no file any
 * more must not look like success. So has one that ended badly without naming a test.
 */
export function judge(counted: Totals | undefined, exitCode: number): Totals {
  const totals = counted ?? NO_TESTS;
  const ranNothing = totals.passed + totals.failed === 0;
  const endedBadly = exitCode !== 0 && totals.failed === 0;
  return ranNothing || endedBadly ? { ...totals, failed: totals.failed + 1 } : totals;
}

export function sum(all: readonly Totals[]): Totals {
  return all.reduce(
    (total, { passed, failed, skipped }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
    }),
    NO_TESTS,
  );
}

/** "12 passed, 0 failed, 1 skipped" */
export function printTotals({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
