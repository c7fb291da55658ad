/**
 * One server process: started in a folder of its own, logging to a file there, ended by its id.
 *
 * Nets under `stop`: an exit hook of this process, and on Linux the kernel itself (PR_SET_PDEATHSIG by `setpriv`), because a
 * test runner killed by SIGKILL runs no hook and would leave four name servers behind.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const TERM_GRACE_MS = 5000;
const SETPRIV = '/usr/bin/setpriv';
/** What `execFile` may collect: the AXFR of 400,000 signed records is 60 MB of text. */
const MAX_OUTPUT_BYTES = 1 << 29;

const execFileAsync = promisify(execFile);

/** Debian keeps servers in sbin, which is not on everybody's path. */
export const SEARCH_PATH = [process.env.PATH, '/usr/local/sbin', '/usr/sbin', '/sbin']
  .filter(Boolean)
  .join(':');

const environment = { ...process.env, PATH: SEARCH_PATH, LC_ALL: 'C', TZ: 'UTC' };

/** Runs a program to its end and returns its outputs; throws with them when it fails. */
export async function run(
  program: string,
  ...args: readonly string[]
): Promise<{ stdout: string; stderr: string }> {
  return execFileAsync(program, [...args], {
    env: environment,
    maxBuffer: MAX_OUTPUT_BYTES,
    encoding: 'utf8',
  });
}

/** A fresh private folder, removed by the daemon's `stop`. */
export const makeDirectory = (name: string): Promise<string> =>
  mkdtemp(path.join(os.tmpdir(), `hidden-primary-${name.toLowerCase()}-`));

export class Daemon {
  readonly directory: string;
  readonly #command: readonly [string, ...string[]];
  readonly #log: string;
  #child: ChildProcess | undefined;
  #failure: string | undefined;

  constructor(directory: string, command: readonly [string, ...string[]]) {
    this.directory = directory;
    this.#command = command;
    this.#log = path.join(directory, 'log');
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Undefined while it runs; otherwise how it ended. */
  get ended(): string | undefined {
    const child = this.#child;
    if (this.#failure !== undefined) return this.#failure;
    if (child === undefined) return 'not started';
    if (child.exitCode !== null) return `exit code ${child.exitCode}`;
    return child.signalCode === null ? undefined : `ended by ${child.signalCode}`;
  }

  start(): void {
    const [program, ...args] = existsSync(SETPRIV)
      ? [SETPRIV, '--pdeathsig', 'KILL', '--', ...this.#command]
      : this.#command;
    const output = openSync(this.#log, 'a');
    this.#failure = undefined;
    const child = spawn(program, args, {
      cwd: this.directory,
      env: environment,
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    child.once('error', (error) => (this.#failure = error.message));
    this.#child = child;
    running.add(this);
  }

  /** SIGTERM, and SIGKILL for one that does not heed it. */
  async end(): Promise<void> {
    const child = this.#child;
    if (child === undefined || this.ended !== undefined) return;
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    const impatience = setTimeout(() => child.kill('SIGKILL'), TERM_GRACE_MS);
    await ended;
    clearTimeout(impatience);
  }

  /** Ends it and removes its folder. */
  async stop(): Promise<void> {
    await this.end();
    running.delete(this);
    await rm(this.directory, { recursive: true, force: true, maxRetries: 3 });
  }

  /** The net: at once, from the exit hook, where nothing can be awaited. */
  abandon(): void {
    this.#child?.kill('SIGKILL');
    rmSync(this.directory, { recursive: true, force: true });
  }

  log(): string {
    return existsSync(this.#log) ? readFileSync(this.#log, 'utf8') : '';
  }
}

const running = new Set<Daemon>();
process.on('exit', () => running.forEach((daemon) => daemon.abandon()));
