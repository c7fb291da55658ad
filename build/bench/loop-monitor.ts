/**
 * How long the main thread of a process was blocked. Two figures, since the machine may be shared: how long the event loop
 * stood still (which the system's other processes add to), and how long the thread worked meanwhile (which the program is to
 * blame for).
 */
import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** The longest of each since the figures were last asked for, in milliseconds. */
export interface Blocked {
  readonly standstillMs: number;
  readonly workedMs: number;
}

/**
 * Runs in the process that is watched, on its own: nothing of this module is there. On SIGUSR2 it writes the figures to the
 * standard error as one line of JSON and starts anew.
 */
function watchLoop(): void {
  if (!process.getBuiltinModule('node:worker_threads').isMainThread) return;
  const EVERY_MS = 1;
  const workedMs = (): number => {
    const { user, system } = process.threadCpuUsage();
    return (user + system) / 1000;
  };
  let last = { at: performance.now(), worked: workedMs() };
  let blocked = { standstillMs: 0, workedMs: 0 };
  const look = (): void => {
    const now = { at: performance.now(), worked: workedMs() };
    blocked = {
      standstillMs: Math.max(blocked.standstillMs, now.at - last.at - EVERY_MS),
      workedMs: Math.max(blocked.workedMs, now.worked - last.worked),
    };
    last = now;
  };
  setInterval(look, EVERY_MS).unref();
  process.on('SIGUSR2', () => {
    look();
    process.stderr.write(`${JSON.stringify({ event: 'blocked', ...blocked })}\n`);
    blocked = { standstillMs: 0, workedMs: 0 };
  });
}

/** For NODE_OPTIONS. As text: a file in TypeScript would bring its compiler into the memory that is measured. */
export const WATCHED = `--import data:text/javascript,${encodeURIComponent(`(${watchLoop.toString()})();`)}`;

/** Asks a process that runs with `WATCHED`; `errors` is what it has written to its standard error so far. */
export async function askBlocked(watched: ChildProcess, errors: () => string): Promise<Blocked> {
  const told = errors().length;
  watched.kill('SIGUSR2');
  for (let tries = 0; tries < 500; tries++) {
    const line = /\{"event":"blocked".*\}/.exec(errors().slice(told));
    if (line !== null) return JSON.parse(line[0]) as Blocked;
    await sleep(10);
  }
  throw new Error('a process did not tell how long its main thread was blocked');
}
