/** What a signed zone proves of what it does not have. Which records prove it (NSEC, NSEC3) is another room's knowledge. */
import { type Name } from '../../../shared/dns/name.ts';
import { type ZoneContents, type ZoneNode } from '../../../shared/dns/zone-contents.ts';

/** A statement that an answer makes and that a validator wants proved (RFC 4035 §3.1.3, RFC 5155 §7.2). */
export type DeniedFact =
  /** The name does not exist, nor does a wildcard that would match it. */
  | { readonly kind: 'no-name'; readonly name: Name; readonly closestEncloser: Name }
  /** The name exists without the type; with a closest encloser it is the wildcard below that lacks the type. */
  | { readonly kind: 'no-data'; readonly name: Name; readonly closestEncloser?: Name }
  /** The answer came from a wildcard: the name itself does not exist. */
  | { readonly kind: 'expanded'; readonly name: Name; readonly closestEncloser: Name }
  /** The delegation is not signed: there is no DS. */
  | { readonly kind: 'no-ds'; readonly name: Name };

export interface Proofs {
  /** The nodes and types to be added to the authority section; none for an unsigned zone. */
  prove(
    contents: ZoneContents,
    fact: DeniedFact,
  ): readonly { readonly node: ZoneNode; readonly type: number }[];
}

/** For zones without signatures. */
export const NO_PROOFS: Proofs = { prove: () => [] };
