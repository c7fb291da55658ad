/** Where things stand in a checkout: the one place that knows the names of sources and of what is built from them. */
import path from 'node:path';

/** The checkout's top folder. */
export const ROOT = path.resolve(import.meta.dirname, '..');

/** Absolute path of something in the checkout. */
export const inRoot = (...parts: string[]): string => path.join(ROOT, ...parts);

/** The headless host and the command line; Node runs it as it is. */
export const HEADLESS_CLI = inRoot('main/headless/cli.ts');

/** Folders that hold suites, not the app: a change there makes nothing stale. */
export const SUITE_FOLDERS: ReadonlySet<string> = new Set(['e2e', 'interop', 'fixtures', 'vectors']);
