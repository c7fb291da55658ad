import { once } from 'node:events';
import { request } from 'node:http';
import { connect, Server } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { UiServer } from './ui-server.ts';

const files = new Map([
  ['/', { body: Buffer.from('<!doctype html>'), type: 'text/html; charset=utf-8', immutable: false }],
]);
const servers: UiServer[] = [];

async function openServer(onBug: (error: unknown) => void = () => undefined): Promise<UiServer> {
  const server = await UiServer.open({
    address: '127.0.0.1',
    port: 0,
    files,
    handleCalls: (socket) => socket.send('hello'),
    onBug,
  });
  servers.push(server);
  return server;
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** Sends a request with any headers, also those that fetch forbids. */
function send(
  server: UiServer,
  method: string,
  path: string,
  headers: Record<string, string>,
  body = '',
): Promise<{ status: number; cookie: string }> {
  const { hostname, port } = new URL(`http://${server.access.authority}`);
  return new Promise((resolve, reject) => {
    const sent = request(
      { hostname, port, method, path, headers: { host: server.access.authority, ...headers } },
      (response) => {
        response.resume();
        response.on('end', () => {
          const cookie = response.headers['set-cookie']?.[0].split(';')[0] ?? '';
          resolve({ status: response.statusCode ?? 0, cookie });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

it('ends although somebody whose call was refused never closes the connection', async () => {
  const server = await openServer();
  const { hostname, port } = new URL(`http://${server.access.authority}`);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
  socket.write('GET /rpc HTTP/1.1\r\nHost: elsewhere\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  await once(socket, 'data');
  await server.close();
  socket.destroy();
});

function logIn(server: UiServer, token: string): Promise<{ status: number; cookie: string }> {
  return send(server, 'POST', '/login', { origin: `http://${server.access.authority}` }, token);
}

function tokenOf(link: string): string {
  return link.slice(link.indexOf('#token=') + '#token='.length);
}

/** What a socket for calls meets: the first message, or the status it is refused with. */
function tryCalls(server: UiServer, headers: Record<string, string>): Promise<string> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`ws://${server.access.authority}/rpc`, { headers });
    socket.on('message', (data) => {
      resolve(String(data));
      socket.close();
    });
    socket.on('unexpected-response', (_, response) => resolve(String(response.statusCode)));
    socket.on('error', (error) => resolve(error.message));
  });
}

describe('the screens over HTTP', () => {
  it('exchanges a link once for a cookie, and takes calls only with that cookie, our Host and our Origin', async () => {
    const server = await openServer();
    const origin = `http://${server.access.authority}`;
    const token = tokenOf(server.newLink());
    const first = await logIn(server, token);
    expect({
      first: first.status,
      again: (await logIn(server, token)).status,
      guessed: (await logIn(server, 'x'.repeat(43))).status,
      calls: await tryCalls(server, { origin, cookie: first.cookie }),
      withoutCookie: await tryCalls(server, { origin }),
      otherCookie: await tryCalls(server, { origin, cookie: `${server.access.cookieName}=guess` }),
      otherOrigin: await tryCalls(server, { origin: 'http://evil.example', cookie: first.cookie }),
      withoutOrigin: await tryCalls(server, { cookie: first.cookie }),
    }).toEqual({
      first: 204,
      again: 403,
      guessed: 403,
      calls: 'hello',
      withoutCookie: '401',
      otherCookie: '401',
      otherOrigin: '403',
      withoutOrigin: '403',
    });
  });

  it('refuses a name that was rebound to loopback, and an address that is not loopback', async () => {
    const server = await openServer();
    expect((await send(server, 'GET', '/', { host: 'evil.example' })).status).toBe(421);
    expect((await send(server, 'GET', '/', {})).status).toBe(200);
    expect((await send(server, 'GET', '/../package.json', {})).status).toBe(404);
    await expect(
      UiServer.open({
        address: '0.0.0.0',
        port: 0,
        files,
        handleCalls: () => undefined,
        onBug: () => undefined,
      }),
    ).rejects.toThrow(/loopback/);
  });

  it('forgets a link after ten minutes', async () => {
    const { UiAccess } = await import('./ui-access.ts');
    let now = 0;
    const access = new UiAccess(() => now);
    const [early, late] = [access.issueToken(), access.issueToken()];
    expect(access.redeem(early)).toBeTypeOf('string');
    now = 10 * 60_000 + 1;
    expect(access.redeem(late)).toBeUndefined();
  });

  it('outlives an error while it listens, and tells it', async () => {
    const bugs: unknown[] = [];
    const listen = vi.spyOn(Server.prototype, 'listen');
    const server = await openServer((error) => bugs.push(error));
    const [http] = listen.mock.contexts as Server[];
    listen.mockRestore();
    const errors = [new Error('accept EMFILE'), new Error('accept ENFILE')];
    for (const error of errors) http.emit('error', error);
    expect(bugs).toEqual(errors);
    expect((await send(server, 'GET', '/', {})).status).toBe(200);
  });

  it('drops a login that never ends', async () => {
    const server = await openServer();
    await expect(logIn(server, 'x'.repeat(100_000))).rejects.toThrow();
  });
});
