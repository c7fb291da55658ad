/** Proofs by NSEC (RFC 4035 §3.1.3, §5.4). */
import { type Name } from '../../../shared/dns/name.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { type ZoneContents, type ZoneNode } from '../../../shared/dns/zone-contents.ts';
import { type DeniedFact } from './proofs.ts';

/** The nodes whose NSECs prove a fact; the same one may be there twice. */
export function nsecProofs(contents: ZoneContents, fact: DeniedFact): readonly ZoneNode[] {
  switch (fact.kind) {
    case 'no-name': // §3.1.3.2: neither the name nor the wildcard
      return [coveringOrAt(contents, fact.name), ...atWildcard(contents, fact.closestEncloser)];
    case 'no-data': // §3.1.3.1, for a wildcard §3.1.3.4
      return fact.closestEncloser === undefined
        ? [coveringOrAt(contents, fact.name)]
        : [...atWildcard(contents, fact.closestEncloser), coveringOrAt(contents, fact.name)];
    case 'expanded': // §3.1.3.3
    case 'no-ds': // §3.1.4
      return [coveringOrAt(contents, fact.name)];
  }
}

/** The node whose NSEC is the name's own, or spans it: an empty non-terminal's is spanned as well. */
function coveringOrAt(contents: ZoneContents, name: Name): ZoneNode {
  const own = contents.node(name);
  if (own !== undefined && hasNsec(own)) return own;
  let node = contents.previous(name)!;
  // Hidden names have none: the cut that hides them, the nearest above with one, is the chain's last name before.
  for (let owner = node.owner; !hasNsec(node); owner = owner.parent) node = contents.node(owner) ?? node;
  return node;
}

/** No proof where the wildcard would be too long to be a name. */
function atWildcard(contents: ZoneContents, closestEncloser: Name): readonly ZoneNode[] {
  const wildcard = closestEncloser.child('*' as Octets);
  return wildcard === undefined ? [] : [coveringOrAt(contents, wildcard)];
}

const hasNsec = ({ rrsets }: ZoneNode): boolean => rrsets.some(({ type }) => type === TYPE.NSEC);
