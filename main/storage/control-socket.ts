/**
 * The control socket: how `link`, `publish` and `backup` talk to the running instance.
 *
 * One JSON value a line. A call is `{"id":1,"call":"publish","args":…}`; it is answered by any number of
 * `{"id":1,"progress":…}` and one `{"id":1,"result":…}` or `{"id":1,"error":{"code":…}}`. What is no call is answered with
 * `"id":null`, and the connection goes on; a line longer than 1 MiB ends it. Who hangs up aborts its calls.
 *
 * Only the folder's owner can connect: the socket is 0600 in a 0700 folder; a Windows pipe's default rights let others read
 * at most, and there is nothing to read without writing.
 */
import { chmod, rm } from 'node:fs/promises';
import net from 'node:net';
import { z } from 'zod';
import { LineSplitter } from './line-splitter.ts';
import { asStorageError } from './storage-error.ts';

/** Longest line either side accepts. */
export const LONGEST_LINE = 1 << 20;

/** An expected failure of a call, as it goes over the socket. */
export interface ControlFailure {
  readonly code: string;
  readonly [detail: string]: unknown;
}

/** Throw this in a handler to answer with `failure`. Anything else thrown is a bug: answered `internal-error`, and reported. */
export class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly failure: ControlFailure;

  constructor(failure: ControlFailure, cause?: unknown) {
    super(failure.code, { cause });
    this.failure = failure;
  }
}

export interface ControlCall {
  /** Not checked: parse it with a schema. */
  readonly args: unknown;
  readonly progress: (value: unknown) => void;
  /** Aborted when the caller hangs up or the server closes. */
  readonly signal: AbortSignal;
}

export type ControlHandler = (call: ControlCall) => Promise<unknown>;

export interface ControlServerOptions {
  readonly path: string;
  readonly handlers: Readonly<Record<string, ControlHandler>>;
  /** Told of what handlers throw that is no {@link ControlError}, and of what the socket meets while it listens. */
  readonly onBug: (error: unknown) => void;
}

export interface ControlServer {
  /** Aborts the calls under way, hangs up and removes the socket. */
  dispose(): Promise<void>;
}

/**
 * Listens at `path`. Hold the data folder's lock: a socket file that is there already is a dead instance's and removed.
 * Throws `StorageError`.
 */
export async function serveControlSocket(options: ControlServerOptions): Promise<ControlServer> {
  const connections = new Set<net.Socket>();
  const server = net.createServer((socket) => {
    connections.add(socket);
    socket.once('close', () => connections.delete(socket));
    serveConnection(socket, options);
  });
  try {
    if (process.platform !== 'win32') await rm(options.path, { force: true });
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(options.path, resolve);
    });
    server.removeAllListeners('error').on('error', options.onBug);
    if (process.platform !== 'win32') await chmod(options.path, 0o600);
  } catch (error) {
    throw asStorageError(error, options.path, 'open');
  }
  return {
    async dispose() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of connections) socket.destroy();
      await closed;
    },
  };
}

const callSchema = z.object({
  id: z.union([z.number(), z.string()]),
  call: z.string(),
  args: z.unknown().optional(),
});

function serveConnection(socket: net.Socket, { handlers, onBug }: ControlServerOptions): void {
  const hangUp = new AbortController();
  const lines = new LineSplitter(LONGEST_LINE);
  const send = (message: unknown): void => {
    if (socket.writable) socket.write(`${JSON.stringify(message)}\n`);
  };
  const answer = async (line: string): Promise<void> => {
    const parsed = callSchema.safeParse(parseLine(line));
    if (!parsed.success) return send({ id: null, error: { code: 'malformed-call' } });
    const { id, call, args } = parsed.data;
    if (!Object.hasOwn(handlers, call)) return send({ id, error: { code: 'unknown-call', call } });
    const progress = (value: unknown): void => send({ id, progress: value });
    try {
      const result = await handlers[call]({ args, progress, signal: hangUp.signal });
      send({ id, result: result ?? null });
    } catch (error) {
      if (!(error instanceof ControlError) && !hangUp.signal.aborted) onBug(error);
      send({ id, error: error instanceof ControlError ? error.failure : { code: 'internal-error' } });
    }
  };
  socket.on('data', (bytes) => {
    for (const line of lines.push(bytes)) void answer(line);
    if (!lines.overflowed) return;
    send({ id: null, error: { code: 'line-too-long', limit: LONGEST_LINE } });
    socket.destroySoon();
  });
  // A caller that vanishes (EPIPE, ECONNRESET) is told by `close`, too.
  socket.on('error', () => socket.destroy());
  socket.on('close', () => hangUp.abort());
}

/** Undefined for what is not JSON; the schema refuses that. */
export function parseLine(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
