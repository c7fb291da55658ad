/** The part of the preflight that asks others: the parent's servers, the router, a who-am-I service. Fails never, offline least of all. */
import type { PreflightFinding } from '../../shared/model/preflight.ts';
import type { AddressCheck } from '../../shared/model/address-check.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import { askParentNs, compareNs, type ParentNs } from '../watch/parent-ns.ts';
import type { SessionZone } from './session-parts.ts';

export interface OthersToAsk {
  /** Null: the parent is not asked. */
  readonly resolver: () => Endpoint | null;
  /** Where the parent's servers listen; 53 when undefined. */
  readonly authorityPort: number | undefined;
  readonly addresses: () => Promise<AddressCheck>;
}

export async function askOthers(
  zones: readonly SessionZone[],
  others: OthersToAsk,
): Promise<readonly PreflightFinding[]> {
  const { authorityPort } = others;
  const resolver = others.resolver();
  const parents =
    resolver === null
      ? []
      : zones
          .filter(({ kind }) => kind === 'primary')
          .map(async (zone) =>
            parentFindings(zone, await askParentNs({ zone: zone.name, resolver, authorityPort })),
          );
  const found = await Promise.all([...parents, others.addresses().then(addressFindings)]);
  return found.flat();
}

function parentFindings(zone: SessionZone, answer: ParentNs): readonly PreflightFinding[] {
  const about = { severity: 'warning', zone: zone.text } as const;
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
