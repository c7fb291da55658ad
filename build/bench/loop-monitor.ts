/**
 * Loaded into a server by `--import`: measures how long its main thread was blocked. On SIGUSR2 it writes one line of JSON
 * to the standard error and starts anew.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 1;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
delay.enable();

process.on('SIGUSR2', () => {
  const longestMs = Math.max(0, delay.max / 1e6 - RESOLUTION_MS);
  process.stderr.write(`${JSON.stringify({ event: 'loop', longestMs })}\n`);
  delay.reset();
});
