/** What signing adds at the apex, and the TTL of what proves absence. */
import { assert } from '../../../shared/assert.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { soa } from '../../../shared/dns/rdata/soa.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { type ZoneContents, type ZoneNode } from '../../../shared/dns/zone-contents.ts';
import { parentRequestRdatas } from '../ds.ts';
import { NSEC3_PARAMETERS } from '../nsec3-hash.ts';
import { type Signing } from './signing.ts';
import { ownSets } from './standing.ts';

/** The TTL of NSEC and NSEC3: what a negative answer may be kept for (RFC 9077 §3). */
export function negativeTtlSeconds(contents: ZoneContents): number {
  const set = contents.soa;
  assert(set !== undefined, 'a zone that is signed has a SOA');
  return Math.min(set.ttlSeconds, soa.parse(set.rdatas[0]).minimum);
}

/** The apex's sets but for RRSIG and NSEC: the owner's, and DNSKEY, CDS, CDNSKEY, NSEC3PARAM. */
export function apexSets(
  node: ZoneNode,
  { keys, policy }: Signing,
  origin: ZoneContents['origin'],
  negativeTtl: number,
): readonly RRset[] {
  const { cds, cdnskey } = parentRequestRdatas(origin, keys.parentRequest);
  const made: readonly (readonly [number, number, readonly Octets[]])[] = [
    [TYPE.DNSKEY, policy.keyTtlSeconds, keys.published],
    [TYPE.CDS, policy.keyTtlSeconds, cds],
    [TYPE.CDNSKEY, policy.keyTtlSeconds, cdnskey],
    [TYPE.NSEC3PARAM, negativeTtl, policy.denial === 'nsec3' ? [NSEC3_PARAMETERS] : []],
  ];
  const sets = made
    .filter(([, , rdatas]) => rdatas.length > 0)
    .map(([type, ttlSeconds, rdatas]) => ({ owner: node.owner, type, ttlSeconds, rdatas }));
  return [...ownSets(node, origin), ...sets].sort((a, b) => a.type - b.type);
}
