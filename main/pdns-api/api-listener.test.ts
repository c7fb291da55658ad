import { Server } from 'node:net';
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
