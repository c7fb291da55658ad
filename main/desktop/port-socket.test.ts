import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { os, type RouterClient } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import { setTimeout as delay } from 'node:timers/promises';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { CallSocket } from '../app.ts';
import { PortSocket, type Port } from './port-socket.ts';

const open: MessagePort[] = [];
afterEach(() => open.splice(0).forEach((port) => port.close()));

/** Electron's port wraps what arrives into an event; Node's does not. */
function electronPort(port: MessagePort): Port {
  const wrapped: Port = {
    on(event: 'message' | 'close', listener: (event: never) => void) {
      if (event === 'message') port.on('message', (data: unknown) => listener({ data } as never));
      else port.on('close', listener as () => void);
      return wrapped as never;
    },
    postMessage: (message) => port.postMessage(message),
    start: () => port.start(),
    close: () => port.close(),
  };
  return wrapped;
}

const router = {
  greet: os.handler(() => 'hello'),
  count: os.handler(async function* () {
    for (let n = 1; n < 1000; n++) yield await delay(5, n);
  }),
};

function connect() {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  const server = new PortSocket(electronPort(port1));
  const page = new PortSocket(electronPort(port2));
  void new RPCHandler(router).upgrade(server as unknown as CallSocket);
  const client: RouterClient<typeof router> = createORPCClient(new RPCLink({ websocket: page }));
  return { server, page, client, rawPage: port2 };
}

describe('PortSocket', () => {
  it('carries calls and live iterators', async () => {
    const { client } = connect();
    const counted: number[] = [];
    for await (const n of await client.count()) {
      counted.push(n);
      if (n === 3) break;
    }
    expect([await client.greet(), counted]).toEqual(['hello', [1, 2, 3]]);
  });

  it('outlives a malformed message', async () => {
    const { client, page } = connect();
    const logged = vi.spyOn(console, 'error').mockReturnValue(undefined);
    page.send('{"not":');
    expect(await client.greet()).toBe('hello');
    expect(logged).toHaveBeenCalledOnce();
    logged.mockRestore();
  });

  it('closes at a message that is not text', async () => {
    const { server, rawPage } = connect();
    rawPage.postMessage(new Uint8Array(3));
    await vi.waitFor(() => expect(server.readyState).toBe(3));
    expect(() => server.send('late')).toThrow('its port is closed');
  });

  it('ends open calls when the other side closes', async () => {
    const { client, rawPage } = connect();
    const iterator = await client.count();
    rawPage.close();
    await expect(
      (async () => {
        for await (const n of iterator) if (n === 999) return 'went on';
      })(),
    ).rejects.toThrow();
  });
});
