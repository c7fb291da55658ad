/**
 * Browser tests: the headless host as a person uses it. Servers are started by fixtures, which end them again. Those in
 * `.long.e2e.ts` run by `npm run test:long`, and for pictures.
 */
import { defineConfig } from '@playwright/test';
import { CHROMIUM, CHROMIUM_ARGS } from './chromium.ts';
import { inRoot } from './paths.ts';

const LONG = '**/*.long.e2e.ts';
const isLong = process.env.HIDDEN_PRIMARY_LONG === '1';
const makesPictures = process.env.SCREENSHOTS !== undefined;

export default defineConfig({
  testDir: inRoot('renderer/e2e'),
  testMatch: isLong ? LONG : '**/*.e2e.ts',
  testIgnore: isLong || makesPictures ? [] : LONG,
  outputDir: inRoot('test-results/e2e'),
  timeout: 90_000,
  // What waits for a secret or a signature takes its time on a machine that others use.
  expect: { timeout: 15_000 },
  // As with the interop suites: on a machine that others use, a second failure is one. The first is named at the end.
  retries: process.env.CI === 'true' ? 1 : 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env.CI === 'true',
  reporter: [['list'], ['json']],
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: CHROMIUM,
      args: [...CHROMIUM_ARGS],
    },
  },
});
