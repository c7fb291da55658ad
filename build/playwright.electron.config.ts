/** The desktop under a real Electron; `npm test` runs it only where there is a runtime and a display. */
import { defineConfig } from '@playwright/test';
import { inRoot } from './paths.ts';

export default defineConfig({
  testDir: inRoot('main/desktop'),
  testMatch: '**/*.electron.ts',
  outputDir: inRoot('test-results/desktop'),
  timeout: 60_000,
  workers: 1,
  reporter: [['list'], ['json']],
});
