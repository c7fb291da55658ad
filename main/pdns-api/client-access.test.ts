import { describe, expect, it } from 'vitest';
import { isOwnHost, mayAsk, plainAddress } from './client-access.ts';

describe('who may ask', () => {
  it('is this computer, and whom the owner listed', () => {
    const allow = ['192.0.2.7', '10.0.0.0/8', '2001:db8::/32'];
    const asks = (address: string): boolean => mayAsk(plainAddress(address), { allow });
    expect(
      [
        '127.0.0.1',
        '127.9.9.9',
        '::1',
        '::ffff:127.0.0.1',
        '::ffff:10.1.2.3',
        '2001:db8::5',
        '192.0.2.7',
      ].map(asks),
    ).toEqual(Array.from({ length: 7 }, () => true));
    expect(['192.0.2.8', '11.0.0.1', '2001:db9::1', 'fe80::1'].map(asks)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('is nobody else while nobody is listed', () => {
    expect(mayAsk('192.168.1.2', { allow: [] })).toBe(false);
  });
});

describe('the host that is asked for', () => {
  it('is an address or a name that the owner knows, never one that a page brought along', () => {
    const own = (host: string | undefined): boolean => isOwnHost(host, { hostNames: ['Dns.Home.Arpa'] });
    expect(
      [
        '127.0.0.1:8081',
        '[::1]:8081',
        'localhost',
        'LOCALHOST:80',
        'dns.home.arpa:8081',
        'host.docker.internal:8081',
      ].map(own),
    ).toEqual(Array.from({ length: 6 }, () => true));
    expect(
      ['evil.example:8081', 'localhost.evil.example', '', undefined, 'a b', '127.0.0.1.evil.example'].map(
        own,
      ),
    ).toEqual(Array.from({ length: 6 }, () => false));
  });
});
