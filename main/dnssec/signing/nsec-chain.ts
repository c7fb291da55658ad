/** NSEC records and the chain they make (RFC 4034 §4, RFC 4035 §2.3). */
import { type Name } from '../../../shared/dns/name.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { TYPE } from '../../../shared/dns/types.ts';

/**
 * A name's NSEC; the last name's next one is the apex. Signed with the letters' case it is served in (RFC 6840 §5.1): always
 * lower, so that an edit of nothing but case does not reach the neighbour.
 */
export function nsecSet(owner: Name, next: Name, bitmap: Octets, ttlSeconds: number): RRset {
  return { owner, type: TYPE.NSEC, ttlSeconds, rdatas: [(next.toLowerCase().wire + bitmap) as Octets] };
}
