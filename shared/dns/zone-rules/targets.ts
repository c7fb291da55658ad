/** The hosts that NS, MX and SRV records point at, and whether the zone can say where they are. */
import { Name } from '../name.ts';
import { type Octets } from '../octets.ts';
import { type RRset } from '../rrset.ts';
import { TYPE } from '../types.ts';
import { type ZoneContents, type ZoneNode } from '../zone-contents.ts';
import { aboveOf, setOf } from './rule-context.ts';

/** Where the target's name starts in the data: it is the last field of each of these types. */
export function targetOffset(type: number): number | undefined {
  switch (type) {
    case TYPE.NS:
      return 0;
    case TYPE.MX:
      return 2; // preference, RFC 1035 §3.3.9
    case TYPE.SRV:
      return 6; // priority, weight, port, RFC 2782
    default:
      return undefined;
  }
}

/** The targets of a set; none for types that have no hosts as targets. */
export function targetsOf(rrset: RRset): Name[] {
  const offset = targetOffset(rrset.type);
  return offset === undefined
    ? []
    : rrset.rdatas.map((rdata) => Name.fromWire((offset === 0 ? rdata : rdata.slice(offset)) as Octets));
}

/**
 * `elsewhere`: outside the zone or handed to others, so nothing can be said. `none` is the root as a target, which says
 * that there is no such service (RFC 7505, RFC 2782).
 */
export type TargetState = 'address' | 'cname' | 'missing' | 'elsewhere' | 'none';

/** What the zone says of a target. `delegation`: the owner of the NS set that asks, which needs glue below itself. */
export function targetState(contents: ZoneContents, target: Name, delegation?: Name): TargetState {
  if (target.isRoot) return 'none';
  if (!target.isAtOrBelow(contents.origin)) return 'elsewhere';
  const state = nodeState(contents.node(target));
  if (state !== 'missing') return state;
  const above = aboveOf(contents, target);
  const cut = setOf(contents.node(target), TYPE.NS) && !target.equals(contents.origin) ? target : above.cut;
  if (cut !== undefined && !(delegation !== undefined && cut.equals(delegation))) return 'elsewhere';
  if (above.dname !== undefined) return 'elsewhere';
  return contents.exists(target) ? 'missing' : nodeState(wildcardFor(contents, target));
}

/** The wildcard that answers for a name that does not exist: at its closest encloser (RFC 4592 §3.3.1). */
function wildcardFor(contents: ZoneContents, name: Name): ZoneNode | undefined {
  let encloser = name.parent;
  while (!encloser.equals(contents.origin) && !contents.exists(encloser)) encloser = encloser.parent;
  const wildcard = encloser.child('*' as Octets);
  return wildcard && contents.node(wildcard);
}

export function nodeState(node: ZoneNode | undefined): 'address' | 'cname' | 'missing' {
  if (node === undefined) return 'missing';
  for (const { type } of node.rrsets) {
    if (type === TYPE.A || type === TYPE.AAAA) return 'address';
    if (type === TYPE.CNAME) return 'cname';
  }
  return 'missing';
}
