/** The TTL of a record, where its set's is not it: RRSIG. */
import { type RecordGroup } from '../../shared/dns/message/message-composer.ts';
import { type Octets, readU32 } from '../../shared/dns/octets.ts';
import { TYPE } from '../../shared/dns/types.ts';

/**
 * The TTL of one record. A set of RRSIGs covers sets of different TTLs, and each must have the TTL of what it covers
 * (RFC 4034 §3), which it carries itself as its original TTL (§3.1.4).
 */
export function recordTtlSeconds(group: Pick<RecordGroup, 'type' | 'ttlSeconds'>, rdata: Octets): number {
  return group.type === TYPE.RRSIG ? readU32(rdata, 4) : group.ttlSeconds;
}
