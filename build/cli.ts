/** `npm run -s cli -- …`: the command line from a checkout, run where the caller stands, with pages that are up to date. */
import { buildStale } from './build.ts';
import { NODE_FLAGS } from './node-flags.ts';
import { RENDERER } from './parts.ts';
import { HEADLESS_CLI } from './paths.ts';
import { runInPlace } from './run.ts';

const args = process.argv.slice(2);

// Only `serve` shows pages; `check-zone` in a loop should not wait for a bundler.
if (args[0] === 'serve') await buildStale([RENDERER]);

// npm moves to the checkout's top; a file named on the command line is meant from the caller's folder.
process.exitCode = await runInPlace(process.execPath, [...NODE_FLAGS, HEADLESS_CLI, ...args], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
});
