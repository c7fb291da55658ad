/** The browser that tests drive. */
import { existsSync } from 'node:fs';

/** Chromium without the windows that it would draw around each page and nobody sees: half the work. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';

export const CHROMIUM =
  process.env.CHROMIUM ?? (existsSync(HEADLESS_SHELL) ? HEADLESS_SHELL : '/usr/bin/chromium');

export const CHROMIUM_ARGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
