/** How names of a zone stand towards DNSSEC: what is signed, what only delegated, what is not the zone's own at all. */
import { type Name } from '../../../shared/dns/name.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { MADE_BY_SIGNING, TYPE } from '../../../shared/dns/types.ts';
import { type ZoneContents, type ZoneNode } from '../../../shared/dns/zone-contents.ts';

export type Standing =
  /** All its sets are signed. */
  | 'authoritative'
  /** A cut: NS and glue are not signed, DS is (RFC 4035 §2.2, §2.4). */
  | 'delegation'
  /** Below a cut or a DNAME: glue or occluded, neither signed nor in the chain (RFC 4035 §2.2–2.3, RFC 6672 §2.4). */
  | 'hidden';

/** True when names below this node are hidden. */
export function hidesBelow(node: ZoneNode, origin: Name): boolean {
  return node.rrsets.some(({ type }) => type === TYPE.DNAME) || isDelegation(node, origin);
}

/** The standing of a node whose ancestors hide nothing. */
export function standingWhenVisible(node: ZoneNode, origin: Name): Exclude<Standing, 'hidden'> {
  return isDelegation(node, origin) ? 'delegation' : 'authoritative';
}

/** The uppermost node that hides a name: a cut or a DNAME above it; undefined for a visible one. */
export function hiddenBelow(contents: ZoneContents, name: Name): ZoneNode | undefined {
  const { origin } = contents;
  let uppermost: ZoneNode | undefined;
  // Names directly below the apex, the most by far, have no ancestor but it.
  for (let at = name; at.wire.length > origin.wire.length;) {
    at = at.parent;
    const node = contents.node(at);
    if (node !== undefined && hidesBelow(node, origin)) uppermost = node;
  }
  return uppermost;
}

/** A node's sets without those that signing makes: what the owner of the zone wrote. */
export function ownSets({ owner, rrsets }: ZoneNode, origin: Name): readonly RRset[] {
  const made = madeTypes(owner, origin);
  return rrsets.some(({ type }) => made.has(type)) ? rrsets.filter(({ type }) => !made.has(type)) : rrsets;
}

/** The types that signing makes at a name of the zone, and nobody writes. */
export function madeTypes(owner: Name, origin: Name): ReadonlySet<number> {
  return owner.wire.length === origin.wire.length ? MADE_AT_APEX : MADE_BY_SIGNING;
}

function isDelegation({ owner, rrsets }: ZoneNode, origin: Name): boolean {
  return owner.wire.length > origin.wire.length && rrsets.some(({ type }) => type === TYPE.NS);
}

/** CDS and CDNSKEY elsewhere belong to others: RFC 9615 signals with them. */
const MADE_AT_APEX: ReadonlySet<number> = new Set([...MADE_BY_SIGNING, TYPE.DNSKEY, TYPE.CDS, TYPE.CDNSKEY]);
