/** NSEC records and the chain they make (RFC 4034 §4, RFC 4035 §2.3). */
import { type Name } from '../../../shared/dns/name.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { TYPE } from '../../../shared/dns/types.ts';

/** A name's NSEC. The next name keeps its letters' case (RFC 6840 §5.1); the last one's is the apex. */
export function nsecSet(owner: Name, next: Name, bitmap: Octets, ttlSeconds: number): RRset {
  return { owner, type: TYPE.NSEC, ttlSeconds, rdatas: [(next.wire + bitmap) as Octets] };
}
