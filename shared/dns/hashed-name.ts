/** Nodes that are there for an NSEC3 alone. */
import { TYPE } from './types.ts';
import { type ZoneNode } from './zone-contents.ts';

/**
 * True for a node that is there for its NSEC3 alone. Whoever looks names up has to take it for missing: the hashed names do
 * not exist as names of the zone (RFC 5155 §7.2.8).
 */
export function isHashedName({ rrsets }: ZoneNode): boolean {
  return rrsets.every(({ type }) => type === TYPE.NSEC3 || type === TYPE.RRSIG);
}
