/** Proofs by NSEC3 (RFC 5155 §7.2). The zones made here have no opt-out, so that every delegation has a record. */
import { type Name } from '../../../shared/dns/name.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { type ZoneContents, type ZoneNode } from '../../../shared/dns/zone-contents.ts';
import { nsec3Hash, nsec3Owner } from '../nsec3-hash.ts';
import { type DeniedFact } from './proofs.ts';

/** The nodes of `contents` whose NSEC3s prove a fact, the same one perhaps twice; `chain` as Nsec3Chains has it. */
export function nsec3Proofs(
  contents: ZoneContents,
  chain: ZoneContents,
  fact: DeniedFact,
): readonly (ZoneNode | undefined)[] {
  const at = (name: Name): ZoneNode | undefined => contents.node(hashedName(contents, name));
  /** The node whose NSEC3 is the name's own, or spans its hash. */
  const atOrCovering = (name: Name): ZoneNode | undefined => {
    const owner = hashedName(contents, name);
    return contents.node((chain.node(owner) ?? chain.previous(owner) ?? { owner }).owner);
  };
  const atWildcard = (closestEncloser: Name): ZoneNode | undefined => {
    const wildcard = closestEncloser.child('*' as Octets);
    return wildcard === undefined ? undefined : atOrCovering(wildcard);
  };
  switch (fact.kind) {
    case 'no-name': // §7.2.2: the closest encloser proof (§7.2.1), and that there is no wildcard
      return [
        at(fact.closestEncloser),
        atOrCovering(nextCloser(fact.name, fact.closestEncloser)),
        atWildcard(fact.closestEncloser),
      ];
    case 'no-data': // §7.2.3, §7.2.4; for a wildcard §7.2.5
      return fact.closestEncloser === undefined
        ? [at(fact.name)]
        : [
            at(fact.closestEncloser),
            atOrCovering(nextCloser(fact.name, fact.closestEncloser)),
            atWildcard(fact.closestEncloser),
          ];
    case 'expanded': // §7.2.6: the wildcard in the answer tells the closest encloser
      return [atOrCovering(nextCloser(fact.name, fact.closestEncloser))];
    case 'no-ds': // §7.2.7
      return [at(fact.name)];
  }
}

/** The name one label longer than its closest encloser (RFC 5155 §1.3). */
function nextCloser(name: Name, closestEncloser: Name): Name {
  const labels = closestEncloser.labelCount + 1;
  let at = name;
  while (at.labelCount > labels) at = at.parent;
  return at;
}

const hashedName = (contents: ZoneContents, name: Name): Name => nsec3Owner(nsec3Hash(name), contents.origin);
