/** Counting: what vitest and Playwright write in JSON, added up. */
import path from 'node:path';

/** Tests by outcome. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed, and what passed only when tried again: "file › test", to be read where the rest of the output is gone. */
  readonly failures: readonly string[];
}

export const NO_TESTS: Totals = { passed: 0, failed: 0, skipped: 0, failures: [] };

/** vitest's JSON report, as far as it is read. */
interface VitestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
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
  readonly suites: readonly PlaywrightSuite[];
}

interface PlaywrightSuite {
  readonly file: string;
  readonly suites?: readonly PlaywrightSuite[];
  readonly specs: readonly {
    readonly title: string;
    readonly tests: readonly { readonly status: string }[];
  }[];
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
    failures: report.testResults.flatMap((file) => {
      const name = path.basename(file.name);
      const tests = file.assertionResults.filter(({ status }) => status === 'failed');
      return brokenFiles.includes(file) ? [name] : tests.map(({ fullName }) => `${name} › ${fullName}`);
    }),
  };
}

/** What passed only when tried again counts as passed, and is named; errors outside of tests count as failures. */
export function playwrightTotals({ stats, errors, suites }: PlaywrightReport): Totals {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    failures: suites.flatMap(playwrightFailures),
  };
}

function playwrightFailures({ file, specs, suites = [] }: PlaywrightSuite): string[] {
  const worst = specs.flatMap(({ title, tests }) => {
    if (tests.some(({ status }) => status === 'unexpected')) return [`${file} › ${title}`];
    return tests.some(({ status }) => status === 'flaky')
      ? [`${file} › ${title} (passed when tried again)`]
      : [];
  });
  return [...worst, ...suites.flatMap(playwrightFailures)];
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
    (total, { passed, failed, skipped, failures }) => ({
      passed: total.passed + passed,
      failed: total.failed + failed,
      skipped: total.skipped + skipped,
      failures: [...total.failures, ...failures],
    }),
    NO_TESTS,
  );
}

/** "12 passed, 0 failed, 1 skipped" */
export function printTotals({ passed, failed, skipped }: Omit<Totals, 'failures'>): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
