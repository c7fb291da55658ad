/** The part of the preflight that asks others: the parent's servers, the router, a who-am-I service. Fails never, offline least of all. */
import type { PreflightFinding } from '../../shared/model/preflight.ts';
import type { AddressCheck } from '../../shared/model/address-check.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import { askParentNs, compareNs } from '../watch/parent-ns.ts';
import type { SessionZone } from './session-parts.ts';

export interface OthersToAsk {
  /** Null: the parent is not asked. */
  readonly resolver: () => Endpoint | null;
  readonly addresses: () => Promise<AddressCheck>;
  readonly askParentNs?: typeof askParentNs;
}

export async function askOthers(
  zones: readonly SessionZone[],
  { resolver, addresses, askParentNs: askParent = askParentNs }: OthersToAsk,
): Promise<readonly PreflightFinding[]> {
  const at = resolver();
  const parents =
    at === null
      ? []
      : zones.filter(({ kind }) => kind === 'primary').map((zone) => parentFindings(zone, at, askParent));
  const found = await Promise.all([...parents, addresses().then(addressFindings)]);
  return found.flat();
}

async function parentFindings(
  zone: SessionZone,
  resolver: Endpoint,
  askParent: typeof askParentNs,
): Promise<readonly PreflightFinding[]> {
  const about = { severity: 'warning', zone: zone.text } as const;
  const answer = await askParent({ zone: zone.name, resolver });
  if (answer.kind === 'unknown') return [{ ...about, code: 'parent-ns-unknown', detail: answer.detail }];
  const named = answer.kind === 'delegated' ? answer.nameServers : [];
  const { missing, extra } = compareNs(zone.nameServers(), named);
  return missing.length + extra.length === 0 ? [] : [{ ...about, code: 'parent-ns-differ', missing, extra }];
}

export function addressFindings({ changed, carrierNat }: AddressCheck): readonly PreflightFinding[] {
  return [
    ...changed.map((one) => ({ severity: 'warning', code: 'address-changed', ...one }) as const),
    ...(carrierNat === null
      ? []
      : [{ severity: 'warning', code: 'carrier-nat', address: carrierNat } as const]),
  ];
}
