/**
 * The address that providers hold for us against the one we have: whoever changed their provider, or sits in another
 * network today, is asked for in vain.
 */
import ipaddr from 'ipaddr.js';
import { scanName } from '../../shared/dns/name-text.ts';
import { utf8Encode } from '../../shared/dns/encodings.ts';
import { TYPE } from '../../shared/dns/types.ts';
import { isBehindNat } from '../../shared/model/addresses.ts';
import type { AddressCheck, PresentAddress } from '../../shared/model/address-check.ts';
import type { Endpoint, Secondary } from '../../shared/model/secondary.ts';
import type { Settings } from '../../shared/model/settings.ts';
import { addressesIn, ask } from '../exchange/ask.ts';

export interface AddressSources {
  readonly settings: () => Pick<Settings, 'publicAddress' | 'publicPort' | 'whoAmI'>;
  readonly secondaries: () => readonly Secondary[];
  /** This computer's addresses. */
  readonly own: () => readonly string[];
  /** The router's outside, where it tells (UPnP, NAT-PMP); undefined where not. */
  readonly router: () => Promise<string | undefined>;
  readonly send?: typeof ask;
}

/** Never rejects. */
export async function checkAddresses(sources: AddressSources): Promise<AddressCheck> {
  const { settings, secondaries, own, router } = sources;
  const { publicPort } = settings();
  const outside = await router();
  const seen: PresentAddress[] = [
    ...own()
      .filter(isPublic)
      .map((address) => ({ address, source: 'interface' as const })),
    ...(outside === undefined || !isPublic(outside) ? [] : [{ address: outside, source: 'router' as const }]),
    ...(await whoAmI(sources)).map((address) => ({ address, source: 'who-am-i' as const })),
  ];
  // What was observed beats what was typed once.
  const typed = settings().publicAddress;
  const present =
    typed !== '' && ipaddr.isValid(typed) && !seen.some((one) => isSameFamily(one.address, typed))
      ? [...seen, { address: typed, source: 'settings' as const }]
      : seen;
  const carrierNat = outside !== undefined && isBehindNat(outside) ? outside : null;
  const changed = secondaries().flatMap(({ id, name, primaryAddress }) => {
    const now = primaryAddress === null ? undefined : differing(primaryAddress, present, publicPort);
    return primaryAddress === null || now === undefined
      ? []
      : [{ secondary: id, name, holds: primaryAddress, present: now }];
  });
  return { present, carrierNat, changed };
}

/** What we are now, where that is not what the provider holds; undefined when it is, or when nothing is known. */
function differing(holds: Endpoint, present: readonly PresentAddress[], port: number): Endpoint | undefined {
  const family = present.filter(({ address }) => isSameFamily(address, holds.address));
  if (family.length === 0) return undefined;
  const same = family.some(({ address }) => sameAddress(address, holds.address));
  if (same && holds.port === port) return undefined;
  return { address: same ? holds.address : family[0].address, port };
}

async function whoAmI({ settings, send = ask }: AddressSources): Promise<readonly string[]> {
  const { whoAmI: service } = settings();
  if (service === null) return [];
  const name = scanName(utf8Encode(service.name.endsWith('.') ? service.name : `${service.name}.`));
  if (typeof name === 'string') return [];
  const type = service.server.address.includes(':') ? TYPE.AAAA : TYPE.A;
  const answer = await send({ name, type, server: service.server, recursion: true });
  return addressesIn(answer?.answers ?? []);
}

const isPublic = (address: string): boolean =>
  ipaddr.isValid(address) && ipaddr.process(address).range() === 'unicast';

const isSameFamily = (a: string, b: string): boolean => a.includes(':') === b.includes(':');
const sameAddress = (a: string, b: string): boolean =>
  ipaddr.process(a).toString() === ipaddr.process(b).toString();
