import { afterEach, describe, expect, it, vi } from 'vitest';
import { Connection } from './connection.svelte.ts';
import type { Wire } from './wire.ts';

class FakeWire extends EventTarget implements Wire {
  readonly readyState = 1;
  send(): void {}
  close(): void {}
}

describe('a connection that was lost', () => {
  afterEach(() => vi.restoreAllMocks());

  it.each([
    ['is refused where the app answers and does not know the page', true, 'refused'],
    ['stays lost where nothing answers', false, 'lost'],
  ])('%s, and is open again with the next wire', async (_name, answers, status) => {
    const wires: FakeWire[] = [];
    const happens = (event: string): boolean => wires.at(-1)!.dispatchEvent(new Event(event));
    const fetched = vi.spyOn(window, 'fetch');
    if (answers) fetched.mockResolvedValue(new Response());
    else fetched.mockRejectedValue(new TypeError('refused'));
    const connection = new Connection(
      () => {
        wires.push(new FakeWire());
        return wires.at(-1)!;
      },
      () => {},
    );
    happens('open');
    happens('close');
    expect([connection.status, fetched.mock.calls.length]).toEqual(['lost', 0]);
    await vi.waitFor(() => expect(wires).toHaveLength(2));
    happens('close');
    await vi.waitFor(() => expect(fetched).toHaveBeenCalledTimes(1));
    await vi.waitFor(() => expect(connection.status).toBe(status));
    await vi.waitFor(() => expect(wires).toHaveLength(3));
    happens('open');
    expect(connection.status).toBe('open');
    connection.dispose();
  });
});
