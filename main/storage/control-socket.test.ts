import { stat, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { callControlSocket } from './control-client.ts';
import { ControlError, type ControlHandler, LONGEST_LINE, serveControlSocket } from './control-socket.ts';
import { temporaryFolder } from './temp-folder.ts';

interface Served {
  readonly path: string;
  readonly bugs: unknown[];
}

async function serve(handlers: Record<string, ControlHandler>, socket?: string): Promise<Served> {
  const served = {
    path: socket ?? path.join(await temporaryFolder(), 'control.sock'),
    bugs: [] as unknown[],
  };
  const server = await serveControlSocket({
    path: served.path,
    handlers,
    onBug: (error) => served.bugs.push(error),
  });
  onTestFinished(() => server.dispose());
  return served;
}

const echo: ControlHandler = ({ args }) => Promise.resolve(args);

/** Sends bytes as they are and gives every line that comes back until the server hangs up or `count` lines came. */
function raw(socketPath: string, bytes: string | Buffer, count: number): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = net.connect(socketPath, () => socket.write(bytes));
    const finish = (): void => {
      socket.destroy();
      resolve(
        text
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
      );
    };
    socket.on('error', reject).on('end', finish);
    socket.setEncoding('utf8').on('data', (data: string) => {
      text += data;
      if (text.split('\n').length > count) finish();
    });
  });
}

describe('the control socket', () => {
  it('answers a call with its result', async () => {
    const { path: socket } = await serve({ echo, nothing: async () => undefined });
    expect(await callControlSocket(socket, 'echo', { zone: 'example.com.', ü: ['\n'] })).toEqual({
      ok: true,
      value: { zone: 'example.com.', ü: ['\n'] },
    });
    expect(await callControlSocket(socket, 'nothing', undefined)).toEqual({ ok: true, value: null });
  });

  it('streams progress before the result', async () => {
    const { path: socket } = await serve({
      async publish({ progress }) {
        for (const line of ['notified', 'asked SOA']) progress({ line });
        return 'in sync';
      },
    });
    const seen: unknown[] = [];
    const outcome = await callControlSocket(
      socket,
      'publish',
      {},
      { onProgress: (value) => seen.push(value) },
    );
    expect([seen, outcome]).toEqual([
      [{ line: 'notified' }, { line: 'asked SOA' }],
      { ok: true, value: 'in sync' },
    ]);
  });

  it('answers with error values, hides bugs from the caller and reports them', async () => {
    const bug = new TypeError('a bug');
    const { path: socket, bugs } = await serve({
      expected: () => Promise.reject(new ControlError({ code: 'zone-not-found', zone: 'a.' })),
      bug: () => Promise.reject(bug),
    });
    const codes = ['expected', 'bug', 'unheard-of', 'toString'].map((call) =>
      callControlSocket(socket, call, {}),
    );
    expect([await Promise.all(codes), bugs]).toEqual([
      [
        { ok: false, failure: { code: 'zone-not-found', zone: 'a.' } },
        { ok: false, failure: { code: 'internal-error' } },
        { ok: false, failure: { code: 'unknown-call', call: 'unheard-of' } },
        { ok: false, failure: { code: 'unknown-call', call: 'toString' } },
      ],
      [bug],
    ]);
  });

  it('answers what is no call, and goes on with the connection', async () => {
    const { path: socket } = await serve({ echo });
    const lines = ['no JSON', '[]', '{"id":{},"call":"echo"}', '', '{"id":"a","call":"echo","args":1}'];
    const malformed = { id: null, error: { code: 'malformed-call' } };
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe, 0x0a]), Buffer.from(`${lines.join('\n')}\n`)]);
    expect(await raw(socket, bytes, 5)).toEqual([
      malformed,
      malformed,
      malformed,
      malformed,
      { id: 'a', result: 1 },
    ]);
  });

  it('hangs up on a line without end', async () => {
    const { path: socket } = await serve({ echo });
    const error = { code: 'line-too-long', limit: LONGEST_LINE };
    expect(await raw(socket, 'x'.repeat(LONGEST_LINE + 1), 9)).toEqual([{ id: null, error }]);
  });

  it('aborts the handler when the caller gives up', async () => {
    const aborted = Promise.withResolvers<unknown>();
    const { path: socket } = await serve({
      wait: ({ signal, progress }) => {
        progress('waiting');
        signal.addEventListener('abort', aborted.resolve);
        return new Promise(() => undefined);
      },
    });
    const giveUp = new AbortController();
    const onProgress = (): void => giveUp.abort();
    const outcome = await callControlSocket(socket, 'wait', {}, { onProgress, signal: giveUp.signal });
    expect(outcome).toEqual({ ok: false, failure: { code: 'aborted' } });
    await aborted.promise;
  });

  it('tells the caller when nobody listens or the instance ends before the answer', async () => {
    const socket = path.join(await temporaryFolder(), 'control.sock');
    expect(await callControlSocket(socket, 'echo', {})).toEqual({
      ok: false,
      failure: { code: 'not-running' },
    });
    const server = await serveControlSocket({
      path: socket,
      handlers: { wait: ({ progress }) => new Promise(() => progress('waiting')) },
      onBug: () => undefined,
    });
    const outcome = await callControlSocket(socket, 'wait', {}, { onProgress: () => void server.dispose() });
    expect(outcome).toEqual({ ok: false, failure: { code: 'connection-lost' } });
    expect(await callControlSocket(socket, 'echo', {})).toEqual({
      ok: false,
      failure: { code: 'not-running' },
    });
  });

  it('outlives an error while it listens, and tells it', async () => {
    const listen = vi.spyOn(net.Server.prototype, 'listen');
    const { path: socket, bugs } = await serve({ echo });
    const [server] = listen.mock.contexts as net.Server[];
    listen.mockRestore();
    const errors = [new Error('accept EMFILE'), new Error('accept ENFILE')];
    for (const error of errors) server.emit('error', error);
    expect(bugs).toEqual(errors);
    expect(await callControlSocket(socket, 'echo', 1)).toEqual({ ok: true, value: 1 });
  });

  it('takes the place of a dead instance’s socket, and is its owner’s alone', async () => {
    const socket = path.join(await temporaryFolder(), 'control.sock');
    await writeFile(socket, '');
    await serve({ echo }, socket);
    expect(await callControlSocket(socket, 'echo', 1)).toEqual({ ok: true, value: 1 });
    expect((await stat(socket)).mode & 0o777).toBe(0o600);
  });
});
