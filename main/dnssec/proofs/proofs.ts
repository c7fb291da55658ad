/**
 * Which records of a served zone prove what an answer denies (RFC 4035 §3.1.3, RFC 5155 §7.2). The facts come from whoever
 * looked the name up; main/nameserver/answers/proofs.ts asks for them in this form.
 */
import { type Name } from '../../../shared/dns/name.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { type ZoneContents, type ZoneNode } from '../../../shared/dns/zone-contents.ts';
import { type Nsec3Chains } from '../nsec3-chains.ts';
import { nsecProofs } from './nsec-proofs.ts';
import { nsec3Proofs } from './nsec3-proofs.ts';

/** What an answer states and has to prove. */
export type DeniedFact =
  /** The name does not exist, nor does a wildcard that would match it. */
  | { readonly kind: 'no-name'; readonly name: Name; readonly closestEncloser: Name }
  /** The name exists without the type; with a closest encloser it is the wildcard below that lacks the type. */
  | { readonly kind: 'no-data'; readonly name: Name; readonly closestEncloser?: Name }
  /** The answer came from a wildcard: the name itself does not exist. */
  | { readonly kind: 'expanded'; readonly name: Name; readonly closestEncloser: Name }
  /** The delegation is not signed: there is no DS. */
  | { readonly kind: 'no-ds'; readonly name: Name };

/** A node of the zone, and the type there that is part of the proof. */
export interface ProvingSet {
  readonly node: ZoneNode;
  readonly type: number;
}

/** Proves by whichever chain the zone has. */
export class DenialProofs {
  readonly #nsec3Chains: Nsec3Chains;

  constructor(nsec3Chains: Nsec3Chains) {
    this.#nsec3Chains = nsec3Chains;
  }

  /** The sets to be added to the authority section, each once; none for a zone that is not signed. */
  prove(contents: ZoneContents, fact: DeniedFact): readonly ProvingSet[] {
    const apex = contents.node(contents.origin);
    if (apex?.rrsets.some(({ type }) => type === TYPE.NSEC))
      return asSets(nsecProofs(contents, fact), TYPE.NSEC);
    if (!apex?.rrsets.some(({ type }) => type === TYPE.NSEC3PARAM)) return [];
    return asSets(nsec3Proofs(contents, this.#nsec3Chains.of(contents), fact), TYPE.NSEC3);
  }
}

function asSets(nodes: readonly (ZoneNode | undefined)[], type: number): readonly ProvingSet[] {
  return [...new Set(nodes)].filter((node) => node !== undefined).map((node) => ({ node, type }));
}
