import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { CHROMIUM, CHROMIUM_ARGS } from './build/chromium.ts';

const chromium = {
  executablePath: CHROMIUM,
  args: [...CHROMIUM_ARGS],
};

/** Set by `npm run test:long`: then the interop project holds what takes long, and nothing that `npm test` runs anyway. */
const isLong = process.env.HIDDEN_PRIMARY_LONG === '1';

/** Suites of their own, and those that do more of the same when they may take long. */
const LONG = [
  '{main,shared,build}/**/*.long.ts',
  'main/interop/rfc5936-axfr.interop.ts',
  'main/interop/dnssec-app/signed-transfer.interop.ts',
  'main/storage/{data-folder,kill}.test.ts',
  'main/zones/{kill,zone.property}.test.ts',
];

/** Real servers and timers on a machine that others use, too: there a second failure is one. CI names what needed it. */
const RETRIES = process.env.CI === 'true' ? 1 : 0;

/** Three projects: `node` for main and shared, `screens` for the renderer in a real Chromium, `interop` against real peers. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['{main,shared,build}/**/*.test.ts'],
          testTimeout: 20_000,
          // Nothing here is kept in modules: a process for each of 140 files would take longer than what they test.
          isolate: false,
          maxWorkers: 3,
          retry: RETRIES,
        },
      },
      {
        test: {
          name: 'interop',
          include: isLong ? LONG : ['main/interop/**/*.interop.ts'],
          // Mostly they wait for a peer's timers: four at a time keep two cores busy.
          maxWorkers: isLong ? 3 : 4,
          retry: RETRIES,
          testTimeout: isLong ? 600_000 : 120_000,
          hookTimeout: 60_000,
        },
      },
      {
        plugins: [svelte({ configFile: false })],
        test: {
          name: 'screens',
          include: ['renderer/**/*.test.ts'],
          retry: RETRIES,
          browser: {
            enabled: true,
            headless: true,
            provider: playwright({ launchOptions: chromium }),
            instances: [{ browser: 'chromium' }],
            screenshotFailures: false,
          },
        },
      },
    ],
  },
});
