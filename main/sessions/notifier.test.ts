import { describe, expect, it, vi } from 'vitest';
import { Name } from '../../shared/dns/name.ts';
import type { Notify, NotifyOutcome } from '../exchange/notify.ts';
import { Notifier } from './notifier.ts';

const key = { name: Name.root, algorithm: 'hmac-sha256', secret: new Uint8Array(32) } as const;
const accepted: NotifyOutcome = { kind: 'accepted', tries: 1, tookMs: 1 };
const refused = (rcode: string): NotifyOutcome => ({ kind: 'refused', rcode, clockOffSeconds: undefined });

/** What is sent and told in one round, and once more by hand. */
async function twoRounds(answer: (notify: Notify) => NotifyOutcome) {
  const end = new AbortController();
  const told: unknown[] = [];
  const notifier = new Notifier({
    targets: [{ zone: Name.root, to: { address: '192.0.2.1', port: 53 }, key, nowSeconds: () => 0 }],
    send(notify) {
      told.push(notify.key === undefined ? 'unsigned' : 'signed');
      return Promise.resolve(answer(notify));
    },
    onOutcome: ({ kind }) => told.push(kind),
    onUnsignedTaken: () => told.push('remembered'),
    isDone: () => false,
    onBug(error) {
      throw error;
    },
    signal: end.signal,
  });
  await vi.waitFor(() => expect(told.at(-1)).toMatch(/accepted|refused/));
  const first = told.splice(0);
  notifier.notifyNow();
  await vi.waitFor(() => expect(told.at(-1)).toMatch(/accepted|refused/));
  end.abort();
  return [first, told];
}

describe('a NOTIFY whose signature is refused', () => {
  it.each(['NOTAUTH', 'BADKEY'])('with %s is sent once unsigned, and from then on', async (rcode) => {
    expect(await twoRounds(({ key }) => (key === undefined ? accepted : refused(rcode)))).toEqual([
      ['signed', 'unsigned', 'remembered', 'accepted'],
      ['unsigned', 'accepted'],
    ]);
  });

  it('is the outcome when unsigned is refused as well', async () => {
    expect(await twoRounds(() => refused('NOTAUTH'))).toEqual([
      ['signed', 'unsigned', 'refused'],
      ['signed', 'unsigned', 'refused'],
    ]);
  });

  it('otherwise is not sent unsigned', async () => {
    expect(await twoRounds(() => refused('REFUSED'))).toEqual([
      ['signed', 'refused'],
      ['signed', 'refused'],
    ]);
  });
});

describe('telling again', () => {
  it('while a round still waits for its answers comes right after it, also to one that has what it needs', async () => {
    const end = new AbortController();
    const answers: ((outcome: NotifyOutcome) => void)[] = [];
    const notifier = new Notifier({
      targets: [{ zone: Name.root, to: { address: '192.0.2.1', port: 53 }, key, nowSeconds: () => 0 }],
      send: () => new Promise((resolve) => answers.push(resolve)),
      onOutcome: () => undefined,
      onUnsignedTaken: () => undefined,
      isDone: () => true,
      onBug(error) {
        throw error;
      },
      signal: end.signal,
    });
    notifier.notifyNow();
    answers[0](accepted);
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    answers[1](accepted);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(answers).toHaveLength(2);
    end.abort();
  });

  it('that fails is told, and ends nothing else', async () => {
    const bugs: unknown[] = [];
    new Notifier({
      targets: [{ zone: Name.root, to: { address: '192.0.2.1', port: 53 }, key, nowSeconds: () => 0 }],
      send: () => Promise.reject(new Error('a bug')),
      onOutcome: () => undefined,
      onUnsignedTaken: () => undefined,
      isDone: () => true,
      onBug: (error) => bugs.push(error),
      signal: new AbortController().signal,
    });
    await vi.waitFor(() => expect(bugs).toEqual([new Error('a bug')]));
  });
});
