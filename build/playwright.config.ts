/** Browser tests: the headless host as a person uses it. Servers are started by fixtures, which end them again. */
import { defineConfig } from '@playwright/test';
import { inRoot } from './paths.ts';

export default defineConfig({
  testDir: inRoot('renderer/e2e'),
  testMatch: '**/*.e2e.ts',
  outputDir: inRoot('test-results/e2e'),
  timeout: 90_000,
  // What waits for a secret or a signature takes its time on a machine that others use.
  expect: { timeout: 15_000 },
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: process.env.CI === 'true',
  reporter: [['list'], ['json']],
  use: {
    viewport: { width: 1440, height: 900 },
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
});
