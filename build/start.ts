/**
 * `npm start [-- options]`: always comes up. The desktop where Electron and a display can be had, else the headless host with
 * the same pages, and one line that says why. Options go to the host; `--headless` asks for the second at once.
 */
import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { buildStale } from './build.ts';
import { chooseHost, thisMachine, type HostChoice } from './host-choice.ts';
import { NODE_FLAGS } from './node-flags.ts';
import { ALL_PARTS, RENDERER } from './parts.ts';
import { HEADLESS_CLI, ROOT } from './paths.ts';
import { ended, forwardSignals, runInPlace, type ExitCode } from './run.ts';

/** Within this the choice between the hosts is made. */
const DECISION_LIMIT_MS = 5000;
/** An Electron that ends with an error this early could not come up (no libraries, no sandbox, run as root). */
const EARLY_END_MS = 5000;

const args = process.argv.slice(2).filter((argument) => argument !== '--headless');
const asked = args.length + 2 < process.argv.length;
const choice: HostChoice = asked
  ? { host: 'headless', because: 'asked for by --headless' }
  : await chooseHost(thisMachine, DECISION_LIMIT_MS);

process.exitCode =
  choice.host === 'desktop' ? await startDesktop(choice.executable) : await startHeadless(choice.because);

async function startDesktop(executable: string): Promise<ExitCode> {
  await buildStale(ALL_PARTS);
  const electron = forwardSignals(
    spawn(executable, [`--js-flags=${NODE_FLAGS.join(' ')}`, ROOT, ...args], { stdio: 'inherit' }),
  );
  const end = ended(electron).catch((error: unknown) => `could not be started (${String(error)})`);
  const early = await Promise.race([end, delay(EARLY_END_MS, undefined, { ref: false })]);
  if (early === undefined) return (await end) === 0 ? 0 : 1;
  if (early === 0) return 0;
  return startHeadless(
    typeof early === 'number' ? `Electron ended at once with code ${early}` : `Electron ${early}`,
  );
}

async function startHeadless(because: string): Promise<ExitCode> {
  console.error(`Starting without a window: ${because}.`);
  await buildStale([RENDERER]);
  return runInPlace(process.execPath, [...NODE_FLAGS, HEADLESS_CLI, 'serve', ...args]);
}
