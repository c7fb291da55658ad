/** The headless host as a process of its own, driven over the calls that the screens use: what interop suites test. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { callControlSocket } from '../storage/control-client.ts';
import { controlPathOf } from '../storage/data-folder.ts';
import { NODE_FLAGS } from '../../build/node-flags.ts';
import type { Contract } from '../../shared/api/contract.ts';
import type { Overview } from '../../shared/model/overview.ts';
import type { SessionState } from '../../shared/model/session.ts';

const CLI = path.join(import.meta.dirname, '../headless/cli.ts');
const READY_MS = 60_000;
/** Of the vault. */
export const PASSPHRASE = 'correct horse battery staple';

const readyLine = z.object({
  event: z.literal('ready'),
  ui: z.url(),
  dns: z.array(z.string()),
  api: z.url().optional(),
});

export type AppClient = ContractRouterClient<Contract>;

export interface RunningAppOptions {
  /** Kept afterwards when given; else a new one that is removed. */
  readonly dataDir?: string;
  readonly dns?: readonly string[];
  readonly args?: readonly string[];
  /** What the command line begins with: `nsenter …`, for another network. */
  readonly prefix?: readonly string[];
  /** Where its screens are; absent: at a free port. */
  readonly ui?: string;
  /** Another build of the command line than the sources. */
  readonly cli?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Without a vault the app starts faster, and has no keys. */
  readonly vault?: boolean;
}

/** A running instance; `await using` ends it. */
export class RunningApp {
  readonly calls: AppClient;
  readonly dataDir: string;
  /** Where the name server listens during a session, as `address:port`. */
  readonly dns: readonly string[];
  /** Where the API for tools listens, as `http://address:port`. */
  readonly api: string | undefined;
  readonly process: ChildProcess;
  readonly #socket: WebSocket;
  readonly #ownFolder: boolean;
  readonly #errors: string[];

  constructor(
    own: Pick<RunningApp, 'calls' | 'dataDir' | 'dns' | 'api' | 'process'>,
    socket: WebSocket,
    ownFolder: boolean,
    errors: string[],
  ) {
    this.calls = own.calls;
    this.dataDir = own.dataDir;
    this.dns = own.dns;
    this.api = own.api;
    this.process = own.process;
    this.#socket = socket;
    this.#ownFolder = ownFolder;
    this.#errors = errors;
  }

  /** The name server's first address and port. */
  get endpoint(): { readonly address: string; readonly port: number } {
    const [first] = this.dns;
    const at = first.lastIndexOf(':');
    return { address: first.slice(0, at).replace(/^\[|\]$/g, ''), port: Number(first.slice(at + 1)) };
  }

  /** Another one-time link to its screens. */
  async newLink(): Promise<string> {
    const outcome = await callControlSocket(await controlPathOf(this.dataDir), 'link', {});
    if (!outcome.ok) throw new Error(`no link: ${outcome.failure.code}`);
    return z.object({ link: z.string() }).parse(outcome.value).link;
  }

  /** What the process wrote to its standard error. */
  get errors(): string {
    return this.#errors.join('\n');
  }

  /** The first pushed state that `wanted` accepts. */
  async waitFor(wanted: (overview: Overview) => boolean, timeoutMs = 30_000): Promise<Overview> {
    let last: Overview | undefined;
    try {
      for await (const overview of await this.calls.watch(undefined, {
        signal: AbortSignal.timeout(timeoutMs),
      })) {
        last = overview;
        if (wanted(overview)) return overview;
      }
    } catch (error) {
      throw new Error(
        `not reached in ${timeoutMs} ms; last seen: ${JSON.stringify(last?.session)}\n${this.errors}`,
        { cause: error },
      );
    }
    throw new Error('the state ended');
  }

  /** The session once it is closed again. */
  async waitForEnd(timeoutMs = 60_000): Promise<Extract<SessionState, { state: 'closed' }>> {
    const { session } = await this.waitFor((overview) => overview.session.state === 'closed', timeoutMs);
    return session as Extract<SessionState, { state: 'closed' }>;
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    this.#socket.terminate();
    if (this.process.exitCode === null && this.process.signalCode === null) {
      const exited = once(this.process, 'exit');
      this.process.kill(signal);
      await exited;
    }
    if (this.#ownFolder) await rm(this.dataDir, { recursive: true, force: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

/** Starts `hidden-primary serve` with a vault and logs in by its link. */
export async function startApp(options: RunningAppOptions = {}): Promise<RunningApp> {
  const dataDir = options.dataDir ?? (await mkdtemp(path.join(tmpdir(), 'hidden-primary-')));
  const secrets = options.vault === false ? [] : await vaultArguments();
  const dns = (options.dns ?? ['127.0.0.1:0']).flatMap((endpoint) => ['--dns', endpoint]);
  const [program, ...before] = [...(options.prefix ?? []), process.execPath];
  const child = spawn(
    program,
    [
      ...before,
      ...NODE_FLAGS,
      options.cli ?? CLI,
      'serve',
      '--data-dir',
      dataDir,
      '--ui',
      options.ui ?? '127.0.0.1:0',
      ...dns,
      ...secrets,
      ...(options.args ?? []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...options.env } },
  );
  const errors: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => errors.push(line));
  const ready = await readyOf(child, errors);
  const { socket, calls } = await connect(ready.ui);
  return new RunningApp(
    { calls, dataDir, dns: ready.dns, api: ready.api, process: child },
    socket,
    options.dataDir === undefined,
    errors,
  );
}

async function vaultArguments(): Promise<readonly string[]> {
  const file = path.join(tmpdir(), `hidden-primary-passphrase-${process.pid}`);
  await writeFile(file, PASSPHRASE, { mode: 0o600 });
  return ['--vault', 'file', '--passphrase-file', file];
}

async function readyOf(child: ChildProcess, errors: readonly string[]): Promise<z.infer<typeof readyLine>> {
  const lines = createInterface({ input: child.stdout! });
  const line = await Promise.race([
    once(lines, 'line', { signal: AbortSignal.timeout(READY_MS) }),
    once(child, 'exit').then(([code]) => {
      throw new Error(`serve ended with ${String(code)}:\n${errors.join('\n')}`);
    }),
  ]);
  return readyLine.parse(JSON.parse(String(line[0])));
}

async function connect(link: string): Promise<{ socket: WebSocket; calls: AppClient }> {
  const { origin, host, hash } = new URL(link);
  const login = await fetch(`${origin}/login`, {
    method: 'POST',
    headers: { origin },
    body: hash.slice('#token='.length),
  });
  const cookie = login.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const socket = new WebSocket(`ws://${host}/rpc`, { headers: { origin, cookie } });
  await once(socket, 'open');
  return {
    socket,
    calls: createORPCClient(new RPCLink({ websocket: socket as unknown as globalThis.WebSocket })),
  };
}
