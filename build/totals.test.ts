import { describe, expect, it } from 'vitest';
import { judge, NO_TESTS, playwrightTotals, printTotals, sum, vitestTotals } from './totals.ts';

const file = (status: string, ...tests: string[]) => ({
  name: `/somewhere/${status}.test.ts`,
  status,
  assertionResults: tests.map((test, i) => ({ status: test, fullName: `test ${i}` })),
});

describe('vitestTotals', () => {
  it('counts a file that could not be loaded as a failure', () => {
    const counts = { numPassedTests: 3, numFailedTests: 1, numPendingTests: 1, numTodoTests: 1 };
    const testResults = [
      file('passed', 'passed', 'passed'),
      file('failed', 'passed', 'failed'),
      file('failed'),
    ];
    expect(vitestTotals({ ...counts, testResults })).toEqual({
      passed: 3,
      failed: 2,
      skipped: 2,
      failures: ['failed.test.ts › test 1', 'failed.test.ts'],
    });
  });
});

describe('playwrightTotals', () => {
  it('counts errors outside of tests as failures, and names what passed only when tried again', () => {
    const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
    const spec = (title: string, status: string) => ({ title, tests: [{ status }] });
    const inner = { file: 'a.e2e.ts', specs: [spec('one', 'unexpected'), spec('two', 'expected')] };
    const suites = [{ file: 'a.e2e.ts', suites: [inner], specs: [spec('three', 'flaky')] }];
    expect(playwrightTotals({ stats, errors: [{}], suites })).toEqual({
      passed: 5,
      failed: 2,
      skipped: 2,
      failures: ['a.e2e.ts › three (passed when tried again)', 'a.e2e.ts › one'],
    });
  });
});

describe('judge', () => {
  it('fails what ran nothing, left no report, or ended badly without a failed test', () => {
    const good = { passed: 2, failed: 0, skipped: 1, failures: [] };
    expect([
      judge(good, 0),
      judge({ ...good, failed: 1 }, 1),
      judge(good, 1),
      judge(NO_TESTS, 0),
      judge({ ...NO_TESTS, skipped: 5 }, 0),
      judge(undefined, 0),
    ]).toEqual([
      good,
      { ...good, failed: 1 },
      { ...good, failed: 1 },
      { ...NO_TESTS, failed: 1 },
      { ...NO_TESTS, failed: 1, skipped: 5 },
      { ...NO_TESTS, failed: 1 },
    ]);
  });
});

it('prints sums, and skipped tests only when there are any', () => {
  const totals = sum([
    { passed: 2, failed: 1, skipped: 0, failures: ['one'] },
    { passed: 3, failed: 0, skipped: 0, failures: [] },
  ]);
  expect([printTotals(totals), printTotals({ ...totals, skipped: 4 })]).toEqual([
    '5 passed, 1 failed',
    '5 passed, 1 failed, 4 skipped',
  ]);
});
