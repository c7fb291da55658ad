/** What `npm test` and `npm run test:long` run, in order. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inRoot, ROOT } from './paths.ts';
import { ended, forwardSignals } from './run.ts';
import { judge, NO_TESTS, playwrightTotals, vitestTotals, type Totals } from './totals.ts';

/** One program that checks something. */
export interface Suite {
  readonly name: string;
  readonly command: readonly string[];
  /** What it leaves in the file named by REPORT; a suite without a report only has to end well. */
  readonly report?: 'vitest' | 'playwright';
  /** Why it cannot run here. It is said, and counted as skipped. */
  readonly absent?: string;
  readonly limitMinutes: number;
}

/** Stands for the report's file in a command. */
const REPORT = '{report}';

const bin = (name: string): string => inRoot('node_modules/.bin', name);
const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';

const vitest = (project: string, limitMinutes: number): Suite => ({
  name: project,
  command: [
    bin('vitest'),
    'run',
    '--project',
    project,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${REPORT}`,
  ],
  report: 'vitest',
  limitMinutes,
});

const playwright = (
  name: string,
  config: string,
  { limitMinutes, absent }: Pick<Suite, 'limitMinutes' | 'absent'>,
): Suite => ({
  name,
  command: [bin('playwright'), 'test', '-c', config],
  report: 'playwright',
  limitMinutes,
  absent,
});

/** The interop and browser suites start the host with its pages. */
const built: Suite = { name: 'build', command: [npm, 'run', '-s', 'build'], limitMinutes: 3 };

/**
 * Everything that a change must pass, group after group, those of a group at once; `noElectron`: why the desktop's own suite
 * cannot run here.
 */
export const quickSuites = (noElectron: string | undefined): Suite[][] => [
  [
    { name: 'check', command: [npm, 'run', '-s', 'check'], limitMinutes: 5 },
    { name: 'lint', command: [npm, 'run', '-s', 'lint'], limitMinutes: 5 },
  ],
  [built],
  [vitest('node', 10)],
  [vitest('screens', 4)],
  [vitest('interop', 10)],
  [playwright('e2e', 'build/playwright.config.ts', { limitMinutes: 8 })],
  [playwright('desktop', 'build/playwright.electron.config.ts', { limitMinutes: 6, absent: noElectron })],
];

/** Matrices, kills, simulations, long journeys: the configurations take the `.long.` files in when HIDDEN_PRIMARY_LONG is set. */
export const longSuites = (): Suite[][] => [
  [built],
  [playwright('e2e', 'build/playwright.config.ts', { limitMinutes: 20 })],
  [vitest('interop', 40)],
];

/** Runs one suite to its end, or to its limit. */
export async function runSuite(suite: Suite, env: NodeJS.ProcessEnv): Promise<Totals> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hidden-primary-report-'));
  const report = path.join(folder, 'report.json');
  try {
    const [command, ...args] = suite.command.map((word) => word.replace(REPORT, report));
    const exitCode = await runWithin(suite.limitMinutes * 60_000, command, args, {
      ...env,
      PLAYWRIGHT_JSON_OUTPUT_NAME: report,
    });
    if (suite.report === undefined)
      return exitCode === 0 ? NO_TESTS : { ...NO_TESTS, failed: 1, failures: [suite.name] };
    return judge(existsSync(report) ? readReport(suite.report, report) : undefined, exitCode);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function readReport(kind: 'vitest' | 'playwright', file: string): Totals {
  const report = JSON.parse(readFileSync(file, 'utf8'));
  return kind === 'vitest' ? vitestTotals(report) : playwrightTotals(report);
}

/** A suite in a process group of its own: past the limit, the servers it started end with it. */
async function runWithin(
  limitMs: number,
  command: string,
  args: string[],
  env: NodeJS.ProcessEnv,
): Promise<number> {
  const detached = process.platform !== 'win32';
  const child = forwardSignals(
    spawn(command, args, { cwd: ROOT, env, detached, stdio: ['ignore', 'inherit', 'inherit'] }),
  );
  const timer = setTimeout(() => {
    console.error(`Stopped: still running after ${limitMs / 60_000} minutes.`);
    if (detached && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    else child.kill('SIGKILL');
  }, limitMs);
  return ended(child).finally(() => clearTimeout(timer));
}
