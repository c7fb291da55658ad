/** What is answered to a question, before it is put into a message. */
import { type RecordGroup } from '../../../shared/dns/message/message-composer.ts';
import { type Name } from '../../../shared/dns/name.ts';
import { coveredTypeOf } from '../../../shared/dns/rdata/rrsig.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { RCODE, TYPE } from '../../../shared/dns/types.ts';
import { type ZoneNode } from '../../../shared/dns/zone-contents.ts';
import { recordTtlSeconds } from '../record-ttl.ts';

export class Answer {
  rcode: number = RCODE.NOERROR;
  authoritative = true;
  readonly dnssecOk: boolean;
  readonly answer: RecordGroup[] = [];
  readonly authority: RecordGroup[] = [];
  /** Addresses without which a referral leads nowhere: they fit, or TC is set (RFC 9471). */
  readonly glue: RecordGroup[] = [];
  /** Addresses that save a question; left out where they do not fit. */
  readonly extra: RecordGroup[] = [];

  constructor(dnssecOk: boolean) {
    this.dnssecOk = dnssecOk;
  }

  /** A set of `node` under `owner`, with the RRSIGs that cover it when DO asks for them. `ttlSeconds` caps both. */
  put(
    section: 'answer' | 'authority' | 'glue' | 'extra',
    rrset: RRset,
    node: ZoneNode,
    { owner = rrset.owner, ttlSeconds = rrset.ttlSeconds }: { owner?: Name; ttlSeconds?: number } = {},
  ): void {
    const list = this[section];
    if (rrset.type === TYPE.RRSIG) {
      // Asked for by type: each signature with the TTL of what it covers, so not as one set.
      for (const rdata of rrset.rdatas)
        list.push({ owner, type: TYPE.RRSIG, ttlSeconds: recordTtlSeconds(rrset, rdata), rdatas: [rdata] });
      return;
    }
    if (list.some((group) => group.type === rrset.type && group.owner.equals(owner))) return;
    list.push({ owner, type: rrset.type, ttlSeconds, rdatas: rrset.rdatas });
    if (!this.dnssecOk) return;
    const signatures = node.rrsets.find(({ type }) => type === TYPE.RRSIG);
    const rdatas = signatures?.rdatas.filter((rdata) => coveredTypeOf(rdata) === rrset.type) ?? [];
    if (rdatas.length > 0) list.push({ owner, type: TYPE.RRSIG, ttlSeconds, rdatas });
  }
}
