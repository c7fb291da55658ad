import { EventEmitter, once } from 'node:events';
import { connect, Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Hono } from 'hono';
import { expect, it, vi } from 'vitest';
import type { ApiEnvironment } from './api-context.ts';
import { ApiListener } from './api-listener.ts';

it('outlives an error while it listens, and tells it', async () => {
  const bugs: unknown[] = [];
  const listen = vi.spyOn(Server.prototype, 'listen');
  const listener = await ApiListener.open({
    endpoint: { address: '127.0.0.1', port: 0 },
    app: new Hono<ApiEnvironment>().get('/', (context) => context.text('here')),
    access: () => ({ allow: ['127.0.0.1'], hostNames: [] }),
    onBug: (error) => bugs.push(error),
  });
  const [server] = listen.mock.contexts as Server[];
  listen.mockRestore();
  if (!(listener instanceof ApiListener)) throw new Error(listener.detail);
  const errors = [new Error('accept EMFILE'), new Error('accept ENFILE')];
  for (const error of errors) server.emit('error', error);
  expect(bugs).toEqual(errors);
  const answer = await fetch(`http://127.0.0.1:${listener.endpoint.port}/`);
  expect(await answer.text()).toBe('here');
  await listener.close();
});

it('takes a client that leaves before its answer for no bug', async () => {
  const bugs: unknown[] = [];
  const steps = new EventEmitter();
  const [asked, left, answered] = ['asked', 'left', 'answered'].map((step) => once(steps, step));
  const listener = await ApiListener.open({
    endpoint: { address: '127.0.0.1', port: 0 },
    app: new Hono<ApiEnvironment>().get('/', async (context) => {
      steps.emit('asked');
      await left;
      setImmediate(() => steps.emit('answered'));
      return context.text('late');
    }),
    access: () => ({ allow: ['127.0.0.1'], hostNames: [] }),
    onBug: (error) => bugs.push(error),
  });
  if (!(listener instanceof ApiListener)) throw new Error(listener.detail);
  const client = connect(listener.endpoint.port, '127.0.0.1');
  client.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  await asked;
  client.destroy();
  await delay(NOTICED_MS);
  steps.emit('left');
  await answered;
  await delay(NOTICED_MS);
  expect(bugs).toEqual([]);
  await listener.close();
});

/** Within this the listener has seen that a client is gone, or met what it has against an answer. */
const NOTICED_MS = 50;
