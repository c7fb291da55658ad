/** Running another program in one's place: its signals, its exit code, its terminal. */
import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { constants } from 'node:os';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** How a program ended: its exit code, or 128 + the signal that ended it, as shells count. */
export type ExitCode = number;

/** Runs a program to its end with this one's terminal; signals to us are signals to it. */
export function runInPlace(
  command: string,
  args: readonly string[],
  options: SpawnOptions = {},
): Promise<ExitCode> {
  return ended(forwardSignals(spawn(command, args, { stdio: 'inherit', ...options })));
}

/** Passes the signals that ask a program to end on to `child`, until it has ended. */
export function forwardSignals(child: ChildProcess): ChildProcess {
  for (const signal of FORWARDED) {
    const forward = (): void => void child.kill(signal);
    process.on(signal, forward);
    child.once('exit', () => process.off(signal, forward));
  }
  return child;
}

/** Resolves when `child` has ended; rejects when it could not be started. */
export function ended(child: ChildProcess): Promise<ExitCode> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      resolve(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
    );
  });
}
