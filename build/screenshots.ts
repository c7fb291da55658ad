/**
 * `npm run screenshots`: a picture of every screen and dialog, light and dark, narrow and wide, into dist/screenshots, and
 * the README's anew into resources/screenshots.
 */
import { rmSync } from 'node:fs';
import { buildStale } from './build.ts';
import { RENDERER } from './parts.ts';
import { inRoot, ROOT } from './paths.ts';
import { runInPlace } from './run.ts';

const folder = inRoot('dist/screenshots');
rmSync(folder, { recursive: true, force: true });
await buildStale([RENDERER]);
process.exitCode = await runInPlace(
  inRoot('node_modules/.bin/playwright'),
  [
    'test',
    '-c',
    'build/playwright.config.ts',
    '--reporter=list',
    'every-screen',
    'main-job',
    'dashboard',
    'troubled-session',
  ],
  { cwd: ROOT, env: { ...process.env, SCREENSHOTS: folder, UPDATE_SCREENSHOTS: '1' } },
);
console.log(`The pictures are in ${folder}.`);
