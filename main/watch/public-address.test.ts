import { describe, expect, it } from 'vitest';
import type { Secondary } from '../../shared/model/secondary.ts';
import { checkAddresses, type AddressSources } from './public-address.ts';

const holding = (address: string, port = 53): Secondary => ({
  id: address,
  name: 'he.net',
  provider: 'he.net',
  transferFrom: [],
  notifyTo: [],
  verifyAt: [],
  signNotify: true,
  primaryAddress: { address, port },
});
const check = async (more: { holds?: Secondary; own?: string[]; router?: string; typed?: string }) => {
  const sources: AddressSources = {
    settings: () => ({ publicAddress: more.typed ?? '', publicPort: 53, whoAmI: null }),
    secondaries: () => [more.holds ?? holding('9.9.9.9')],
    own: () => more.own ?? ['192.168.1.20'],
    router: () => Promise.resolve(more.router),
  };
  const { changed, carrierNat } = await checkAddresses(sources);
  return [changed.map(({ present }) => `${present.address}:${present.port}`), carrierNat];
};

describe('the address that a provider holds', () => {
  it('is held against what was observed, else against what the owner typed', async () => {
    expect([
      // Nothing is known: nothing is said.
      await check({}),
      await check({ router: '8.8.4.4' }),
      await check({ router: '9.9.9.9', typed: '8.8.4.4' }),
      await check({ typed: '8.8.4.4' }),
      await check({ holds: holding('8.8.4.4'), router: '8.8.4.4' }),
      await check({ holds: holding('8.8.4.4', 5300), router: '8.8.4.4' }),
    ]).toEqual([
      [[], null],
      [['8.8.4.4:53'], null],
      [[], null],
      [['8.8.4.4:53'], null],
      [[], null],
      [['8.8.4.4:53'], null],
    ]);
  });

  it('is compared within its family, with any of our addresses', async () => {
    const own = ['2600::1', '2600::2'];
    expect([
      await check({ holds: holding('2600:0::2'), own }),
      await check({ holds: holding('2600::3'), own }),
      await check({ holds: holding('8.8.4.4'), own }),
    ]).toEqual([
      [[], null],
      [['2600::1:53'], null],
      [[], null],
    ]);
  });

  it('is of no use behind a carrier NAT', async () => {
    expect([await check({ router: '100.64.3.4' }), await check({ router: '10.0.0.2' })]).toEqual([
      [[], '100.64.3.4'],
      [[], '10.0.0.2'],
    ]);
  });
});
