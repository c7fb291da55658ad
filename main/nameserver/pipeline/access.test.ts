import { describe, expect, it } from 'vitest';
import { type TsigKey } from '../../tsig/tsig-key.ts';
import { allow, keyOf, zoneOf } from '../zones-for-tests.ts';
import { questionAccess, transferAccess } from './access.ts';

const one = keyOf('one.example', 'secret one');
const two = keyOf('two.example', 'secret two');
const entries = [
  allow(['192.0.2.1', '2001:db8::/32'], one),
  allow(['192.0.2.2'], two),
  allow(['192.0.2.3'], 'no-key'),
];

describe('a transfer is given when one entry matches on address and key', () => {
  it.each<[string, TsigKey | undefined, ReturnType<typeof transferAccess>]>([
    ['192.0.2.1', one, 'granted'],
    ['2001:db8::9', one, 'granted'],
    ['192.0.2.1', two, 'wrong-key'],
    ['192.0.2.1', undefined, 'no-key'],
    ['192.0.2.2', one, 'wrong-key'],
    ['192.0.2.3', undefined, 'granted'],
    ['192.0.2.3', one, 'granted'],
    ['192.0.2.4', one, 'not-on-list'],
    ['192.0.2.4', undefined, 'not-on-list'],
  ])('%s', (address, key, expected) => {
    expect(transferAccess(entries, address, key)).toBe(expected);
  });
});

describe('ordinary questions', () => {
  const zone = zoneOf('example.com', { access: entries, isSecondary: (address) => address === '192.0.2.9' });

  it('are for the secondaries, and for who could transfer the zone', () => {
    const asked = (['192.0.2.9', '192.0.2.1', '192.0.2.3', '192.0.2.4'] as const).map((address) =>
      questionAccess(zone, address, undefined),
    );
    expect(asked).toEqual(['granted', 'no-key', 'granted', 'not-on-list']);
  });

  it('are for anyone where the zone says so', () => {
    expect(questionAccess({ ...zone, questions: 'anyone' }, '192.0.2.4', undefined)).toBe('granted');
  });
});
