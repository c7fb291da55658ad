/** What a whole transfer holds: the SOA, everything else, the SOA again (RFC 5936 §2.2). */
import { type RRset } from '../../../shared/dns/rrset.ts';
import { assert } from '../../../shared/assert.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';

/** The record sets of a whole transfer, in canonical order between the two SOAs. */
export function* axfrGroups(contents: ZoneContents): Generator<RRset> {
  const soa = apexSoa(contents);
  yield soa;
  for (const rrset of contents.rrsets()) if (rrset !== soa) yield rrset;
  yield soa;
}

/** The apex SOA, which every version has. */
export function apexSoa(contents: ZoneContents): RRset {
  const soa = contents.rrset(contents.origin, TYPE.SOA);
  assert(soa !== undefined, 'a version has an SOA');
  return soa;
}
