import { describe, expect, it } from 'vitest';
import { parseAddress, parseAddressOrBlock } from '../model/addresses.ts';
import { PROVIDERS, providerById } from './catalog.ts';
import { algorithmFor } from './provider.ts';

describe('the providers', () => {
  it('have addresses that parse, as they are printed', () => {
    const typed = PROVIDERS.flatMap(({ transferFrom, notifyTo, verifyAt }) => [
      ...transferFrom.map((text) => [text, parseAddressOrBlock(text)]),
      ...[...notifyTo, ...verifyAt].map(({ address }) => [address, parseAddress(address)]),
    ]);
    expect(typed.filter(([text, parsed]) => text !== parsed)).toEqual([]);
  });

  it('have each an id of its own, a source, a date and absolute name servers', () => {
    expect(new Set(PROVIDERS.map(({ id }) => id)).size).toBe(PROVIDERS.length);
    for (const { source, date, nameServers } of PROVIDERS) {
      expect(source).not.toBe('');
      expect(date).toMatch(/^\d{4}-\d{2}$/);
      expect(nameServers.every((name) => name.endsWith('.'))).toBe(true);
    }
  });

  it('get hmac-sha256 wherever that is taken or nothing is known', () => {
    expect(PROVIDERS.map(algorithmFor)).toEqual(PROVIDERS.map(() => 'hmac-sha256'));
    expect(algorithmFor({ ...PROVIDERS[0], algorithms: { known: ['hmac-md5', 'hmac-sha1'] } })).toBe(
      'hmac-sha1',
    );
  });

  it('are found by id, an own server being none', () => {
    expect([providerById('he.net')?.name, providerById(null)]).toEqual(['he.net', null]);
  });
});
