import { describe, expect, it } from 'vitest';
import { isWithin, networkOf, normaliseAddress, parseAddressRange } from './address.ts';

const within = (address: string, ...ranges: readonly string[]): boolean =>
  isWithin(
    normaliseAddress(address),
    ranges.map((text) => parseAddressRange(text)!),
  );

describe('an address range', () => {
  it.each([
    ['192.0.2.7', '192.0.2.7', true],
    ['192.0.2.7', '192.0.2.0/24', true],
    ['192.0.3.7', '192.0.2.0/24', false],
    ['::ffff:192.0.2.7', '192.0.2.0/24', true],
    ['192.0.2.7', '::ffff:192.0.2.0/120', true],
    ['2001:db8::7', '2001:db8::/32', true],
    ['2001:db9::7', '2001:db8::/32', false],
    ['192.0.2.7', '0.0.0.0/0', true],
    ['2001:db8::7', '0.0.0.0/0', false],
    ['192.0.2.7', '::/0', false],
    ['fe80::1%eth0', 'fe80::/10', true],
  ])('%s in %s: %s', (address, range, expected) => {
    expect(within(address, range)).toBe(expected);
  });

  it.each([
    '',
    'x',
    '127.1',
    '010.0.0.1',
    '192.0.2.1/33',
    '192.0.2.1/',
    '::1/129',
    '192.0.2.1/8/8',
    '::ffff:1.2.3.4/90',
  ])('%s is none', (text) => {
    expect(parseAddressRange(text)).toBeUndefined();
  });
});

describe('the network that shares a rate', () => {
  it('is the address itself in IPv4, and the /64 in IPv6', () => {
    expect([networkOf('192.0.2.7'), networkOf('2001:db8::7')]).toEqual(['192.0.2.7', '2001:db8:0:0']);
    expect(networkOf('2001:db8::ffff:1')).toBe(networkOf('2001:db8::7'));
  });
});
