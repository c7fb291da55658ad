/** The desktop under a real Electron. Runs where a runtime and a display are; `npm test` says so where they are not. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { _electron, expect, test as base, type ElectronApplication } from '@playwright/test';
import { buildStale } from '../../build/build.ts';
import { findRuntime } from '../../build/host-choice.ts';
import { ALL_PARTS } from '../../build/parts.ts';
import { inRoot, ROOT } from '../../build/paths.ts';

const executablePath = findRuntime(inRoot('node_modules/electron'), process.env.ELECTRON_OVERRIDE_DIST_PATH);

const test = base.extend<{ dataDir: string; desktop: ElectronApplication }>({
  // Playwright wants the first parameter destructured, even where nothing is used.
  dataDir: async ({ browserName: _browserName }, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'hidden-primary-desktop-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true });
  },
  desktop: async ({ dataDir }, use) => {
    const desktop = await _electron.launch({ executablePath, args: [ROOT, '--data-dir', dataDir] });
    await use(desktop);
    await desktop.close();
  },
});

test.beforeAll(async () => {
  await buildStale(ALL_PARTS);
});

test('the first page shows, from its own scheme, without Node and without errors', async ({ desktop }) => {
  const page = await desktop.firstWindow();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await expect(page.locator('main')).toBeVisible();
  const node = await page.evaluate(() =>
    ['require', 'process', 'module'].filter((name) => name in globalThis),
  );
  expect([new URL(page.url()).protocol, node, errors]).toEqual(['app:', [], []]);
});

test('a page can neither leave nor open windows', async ({ desktop }) => {
  const page = await desktop.firstWindow();
  const before = page.url();
  const opened = await page.evaluate(
    "location.href = 'https://example.com/', open('https://example.com/') !== null",
  );
  await page.waitForTimeout(500);
  expect([opened, page.url(), desktop.windows().length]).toEqual([false, before, 1]);
});

test('calls go over the port', async ({ desktop }) => {
  const page = await desktop.firstWindow();
  const answer = await page.evaluate(`new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(typeof data);
    postMessage('hidden-primary:connect', '*', [port2]);
    port1.postMessage(JSON.stringify({ i: '1', p: { u: '/no/such/procedure' } }));
  })`);
  expect(answer).toBe('string');
});

test('a second instance leaves the first with its window', async ({ desktop, dataDir }) => {
  await desktop.firstWindow();
  const second = _electron.launch({ executablePath, args: [ROOT, '--data-dir', dataDir] });
  await expect(second).rejects.toThrow();
  expect(desktop.windows().length).toBe(1);
});
