/** Our application in a process of its own, its main thread watched. */
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startApp, type RunningApp } from '../../main/interop/running-app.ts';

const MONITOR = path.join(import.meta.dirname, 'loop-monitor.ts');

export function startWatchedApp(): Promise<RunningApp> {
  return startApp({ env: { NODE_OPTIONS: `--import ${MONITOR}` } });
}

/** The longest time for which its main thread was blocked since the last time this was asked, in milliseconds. */
export async function longestBlockMs(app: RunningApp): Promise<number> {
  const told = app.errors.length;
  app.process.kill('SIGUSR2');
  for (let tries = 0; tries < 200; tries++) {
    const line = app.errors.slice(told).match(/\{"event":"loop","longestMs":([0-9.]+)\}/);
    if (line !== null) return Number(line[1]);
    await sleep(10);
  }
  throw new Error('the application did not tell how long its main thread was blocked');
}
