/**
 * `npm test`: everything a change must pass; `npm run test:long`: what takes longer. Ends with one line that counts.
 *
 * Peers (BIND, Knot, NSD, PowerDNS …) that are missing are named with the line that installs them; on a CI machine, as root,
 * they are installed. A suite that needs a missing peer fails: nothing is skipped in silence.
 */
import { spawnSync } from 'node:child_process';
import { chooseHost, thisMachine } from './host-choice.ts';
import { inRoot } from './paths.ts';
import { aptLine, missingHere } from './peers.ts';
import { longSuites, quickSuites, runSuite, type Suite } from './suites.ts';
import { NO_TESTS, printTotals, sum, type Totals } from './totals.ts';

interface Result {
  readonly suite: Suite;
  readonly totals: Totals;
  readonly seconds: number;
}

const isLong = process.argv.includes('--long');
const env = { ...process.env, ...(isLong ? { HIDDEN_PRIMARY_LONG: '1' } : {}) };

preparePeers();
const results: Result[] = [];
for (const group of isLong ? longSuites() : quickSuites(await whyNoElectron()))
  results.push(...(await Promise.all(group.map(run))));

console.log('');
for (const { suite, totals, seconds } of results) {
  const verdict =
    suite.absent ?? (suite.report !== undefined || totals.failed > 0 ? printTotals(totals) : 'fine');
  console.log(`${suite.name.padEnd(8)} ${seconds.toFixed(0).padStart(4)} s   ${verdict}`);
}
const totals = sum(results.map((result) => result.totals));
for (const name of totals.failures) console.log(`! ${name}`);
console.log(`\n${printTotals(totals)}`);
process.exitCode = totals.failed === 0 ? 0 : 1;

async function run(suite: Suite): Promise<Result> {
  console.log(`\n── ${suite.name} ──`);
  const beganAt = performance.now();
  if (suite.absent !== undefined) console.log(`DID NOT RUN: ${suite.absent}.`);
  const totals = suite.absent === undefined ? await runSuite(suite, env) : { ...NO_TESTS, skipped: 1 };
  return { suite, totals, seconds: (performance.now() - beganAt) / 1000 };
}

/** Says which peers are missing, and on CI installs them. */
function preparePeers(): void {
  const missing = missingHere();
  const needed = missing.filter((peer) => !peer.optional);
  if (needed.length > 0 && process.env.CI === 'true' && process.getuid?.() === 0) {
    spawnSync(inRoot('build/install-peers.sh'), { stdio: 'inherit' });
    return;
  }
  if (missing.length > 0)
    console.log(`Missing peers; suites that need them will fail. On Debian:\n  ${aptLine(missing)}`);
}

/** The desktop's own suite wants the runtime and a display; nothing is fetched for it. */
async function whyNoElectron(): Promise<string | undefined> {
  const choice = await chooseHost({ ...thisMachine, fetchRuntime: () => Promise.resolve(false) }, 1000);
  return choice.host === 'headless' ? choice.because : undefined;
}
