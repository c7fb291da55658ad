/** Our application as it is packed, in a process of its own, its main thread watched; beside it an idle process. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { startApp, type RunningApp, type RunningAppOptions } from '../../main/interop/running-app.ts';
import { NODE_FLAGS } from '../node-flags.ts';
import { inRoot } from '../paths.ts';
import { askBlocked, WATCHED } from './loop-monitor.ts';
import type { Row } from './report.ts';

/** The command line as it is packed: the sources would bring their compiler along. */
export const BUILT_CLI = inRoot('dist/main/cli.js');

/** Starts what is built, as README says; run.ts has seen to it that it is up to date. */
export function startBuiltApp({ env, ...options }: RunningAppOptions = {}): Promise<RunningApp> {
  const flags = [...NODE_FLAGS, env?.NODE_OPTIONS ?? ''].join(' ');
  return startApp({ ...options, cli: BUILT_CLI, env: { ...env, NODE_OPTIONS: flags } });
}

export const BLOCK_TITLE = 'Longest work of our main thread without a pause (wanted: at most 50 ms)';

/** An application and how long its main thread was blocked. */
export class WatchedApp {
  readonly app: RunningApp;
  readonly #idle: IdleProcess;

  private constructor(app: RunningApp, idle: IdleProcess) {
    this.app = app;
    this.#idle = idle;
  }

  static async start(options: RunningAppOptions = {}): Promise<WatchedApp> {
    const app = await startBuiltApp({ ...options, env: { ...options.env, NODE_OPTIONS: WATCHED } });
    const watched = new WatchedApp(app, await IdleProcess.start());
    await watched.blocks('start');
    return watched;
  }

  /** The longest block in what was done since the last time this was asked, and what the machine adds to it. */
  async blocks(work: string): Promise<Row> {
    const { app } = this;
    const [{ standstillMs, workedMs }, idle] = await Promise.all([
      askBlocked(app.process, () => app.errors),
      askBlocked(this.#idle.process, () => this.#idle.errors),
    ]);
    const note = `stood still ${standstillMs.toFixed(0)} ms; an idle process beside it ${idle.standstillMs.toFixed(0)} ms`;
    return { who: work, samples: [workedMs], note };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#idle.stop();
    await this.app.stop();
  }
}

/** A process that does nothing: whatever blocks it is the machine. */
class IdleProcess {
  readonly process = spawn(
    process.execPath,
    [...WATCHED.split(' '), '-e', "setInterval(() => {}, 1e6); process.stdout.write('here')"],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  errors = '';

  static async start(): Promise<IdleProcess> {
    const idle = new IdleProcess();
    idle.process.stderr.setEncoding('utf8').on('data', (text: string) => (idle.errors += text));
    await once(idle.process.stdout, 'data');
    return idle;
  }

  async stop(): Promise<void> {
    const exited = once(this.process, 'exit');
    this.process.kill();
    await exited;
  }
}
