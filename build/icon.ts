/** Draws resources/icon.png from icon.svg, with the browser that the tests use: `node build/icon.ts`, after a change of the SVG. */
import { readFileSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { CHROMIUM } from './chromium.ts';
import { inRoot } from './paths.ts';

/** macOS wants 1024; electron-builder derives every smaller one, .ico and .icns from it. */
const SIZE = 1024;

const browser = await chromium.launch({
  executablePath: CHROMIUM,
  args: ['--no-sandbox'],
});
try {
  const page = await browser.newPage({ viewport: { width: SIZE, height: SIZE } });
  await page.setContent(
    `<style>body { margin: 0 }</style>${readFileSync(inRoot('resources/icon.svg'), 'utf8')}`,
  );
  await page.screenshot({ path: inRoot('resources/icon.png'), omitBackground: true });
} finally {
  await browser.close();
}
