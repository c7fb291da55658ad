import { describe, expect, it } from 'vitest';
import type { ServerEvent } from '../../shared/model/server-events.ts';
import { SignatureWatch } from './signature-watch.ts';

const client = (address: string, key?: string) => ({ address, port: 1, transport: 'udp' as const, key });
const good = (address: string, key: string): ServerEvent => ({
  kind: 'question-answered',
  at: 1,
  client: client(address, key),
  zone: 'example.com.',
  name: 'example.com.',
  type: 'SOA',
  rcode: 'NOERROR',
});
const bad = (address: string, claimedKey: string): ServerEvent => ({
  kind: 'request-refused',
  at: 1,
  client: client(address),
  reason: 'bad-signature',
  rcode: 'NOTAUTH',
  claimedKey,
});
const rewritten = (...events: ServerEvent[]): boolean => {
  const watch = new SignatureWatch();
  for (const event of events) watch.note(event);
  return watch.isRewritten('8.8.4.4', 'one.');
};

describe('a signature that breaks from outside', () => {
  it.each([
    ['is a wrong secret while nothing else is known', [bad('8.8.4.4', 'one.')], false],
    [
      'is rewritten when the key holds from inside',
      [good('192.168.1.2', 'one.'), bad('8.8.4.4', 'one.')],
      true,
    ],
    ['is rewritten when another key breaks too', [bad('8.8.4.4', 'one.'), bad('9.9.9.9', 'two.')], true],
    [
      'is a wrong secret when others hold',
      [bad('8.8.4.4', 'one.'), bad('9.9.9.9', 'two.'), good('1.1.1.1', 'c.')],
      false,
    ],
    [
      'is a wrong secret when only another key holds inside',
      [good('127.0.0.1', 'two.'), bad('8.8.4.4', 'one.')],
      false,
    ],
  ] as const)('%s', (_, events, expected) => {
    expect(rewritten(...events)).toBe(expected);
  });

  it('is never rewritten on this side of the router', () => {
    const watch = new SignatureWatch();
    watch.note(bad('192.168.1.2', 'one.'));
    watch.note(bad('8.8.4.4', 'two.'));
    expect(watch.isRewritten('192.168.1.2', 'one.')).toBe(false);
  });
});
