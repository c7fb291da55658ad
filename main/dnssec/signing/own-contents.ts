/** What of a signed zone its owner wrote: without the records that signing makes, which an import leaves out. */
import { type RRset } from '../../../shared/dns/rrset.ts';
import { ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { ownSets } from './standing.ts';

export interface OwnContents {
  readonly contents: ZoneContents;
  /** The types that were left out, in ascending order; none for a zone that was not signed. */
  readonly leftOut: readonly number[];
}

/** The contents without RRSIG, NSEC, NSEC3, NSEC3PARAM, and the apex's DNSKEY, CDS and CDNSKEY. */
export function ownContents(contents: ZoneContents): OwnContents {
  const kept: RRset[] = [];
  const leftOut = new Set<number>();
  for (const node of contents.nodes()) {
    const own = ownSets(node, contents.origin);
    kept.push(...own);
    if (own.length < node.rrsets.length)
      for (const rrset of node.rrsets) if (!own.includes(rrset)) leftOut.add(rrset.type);
  }
  if (leftOut.size === 0) return { contents, leftOut: [] };
  return {
    contents: ZoneContents.fromRRsets(contents.origin, kept),
    leftOut: [...leftOut].sort((a, b) => a - b),
  };
}
