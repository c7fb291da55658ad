import { describe, expect, it } from 'vitest';
import type { Secondary } from '../../shared/model/secondary.ts';
import type { ZoneSettings } from '../../shared/model/zone.ts';
import { SETTINGS } from '../zones/temporary-zones.ts';
import { ApiError } from './api-error.ts';
import { addressesOf, keysOf, withAddresses, withKeys } from './zone-access.ts';

const HE: Secondary = {
  id: 'he',
  name: 'he.net',
  provider: 'he.net',
  transferFrom: ['216.218.133.2'],
  notifyTo: [],
  verifyAt: [],
  signNotify: true,
  primaryAddress: null,
};
const find = (): Secondary => HE;
const withHe: ZoneSettings = { ...SETTINGS, secondaries: [{ secondary: 'he', key: 'he.' }] };
const EVERYONE = ['0.0.0.0/0', '::/0'];

const messageOf = (work: () => unknown): string => {
  try {
    work();
    return '';
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.message;
  }
};

describe('keys and addresses from outside', () => {
  it('without addresses open the zone to any address with the key', () => {
    expect(withKeys(SETTINGS, ['a.'], find).alsoAllow).toEqual([{ addresses: EVERYONE, key: 'a.' }]);
  });

  it('form entries of both, whichever comes first', () => {
    const both = [{ addresses: ['192.0.2.1'], key: 'a.' }];
    expect(withAddresses(withKeys(SETTINGS, ['a.'], find), ['192.0.2.1'], find).alsoAllow).toEqual(both);
    expect(withKeys(withAddresses(SETTINGS, ['192.0.2.1'], find), ['a.'], find).alsoAllow).toEqual(both);
  });

  it('are shown as they were set, with those of the secondaries', () => {
    const set = withAddresses(withKeys(withHe, ['he.', 'a.'], find), ['216.218.133.2', '192.0.2.0/24'], find);
    expect([keysOf(set), addressesOf(set, find)]).toEqual([
      ['he.', 'a.'],
      ['216.218.133.2', '192.0.2.0/24'],
    ]);
    expect(set.secondaries).toEqual(withHe.secondaries);
  });

  it('go again as they came', () => {
    const set = withAddresses(withKeys(SETTINGS, ['a.', 'b.'], find), ['192.0.2.1'], find);
    expect(withKeys(set, ['b.'], find).alsoAllow).toEqual([{ addresses: ['192.0.2.1'], key: 'b.' }]);
    expect(withAddresses(set, [], find).alsoAllow).toEqual([
      { addresses: EVERYONE, key: 'a.' },
      { addresses: EVERYONE, key: 'b.' },
    ]);
    expect(withAddresses(withKeys(set, [], find), [], find).alsoAllow).toEqual([]);
  });

  it('do not change what the owner set for a secondary', () => {
    expect([
      messageOf(() => withKeys(withHe, [], find)),
      messageOf(() => withAddresses(withHe, [], find)),
    ]).toEqual([
      "The key 'he.' belongs to the secondary 'he.net' of this zone: take it off there",
      "The address 216.218.133.2 belongs to the secondary 'he.net' of this zone: take it off there",
    ]);
  });

  it('do not open the zone to everybody without a key', () => {
    expect(messageOf(() => withAddresses(SETTINGS, ['::/0'], find))).toContain('needs a key');
    expect(messageOf(() => withAddresses(SETTINGS, ['AUTO-NS'], find))).toContain('AUTO-NS is not supported');
    expect(messageOf(() => withAddresses(SETTINGS, ['nobody'], find))).toBe(
      "'nobody' is not an IP address or netmask",
    );
  });
});
