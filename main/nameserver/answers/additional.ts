/** Which names a record's data sends the client on to, so that their addresses can come along (RFC 1035 §3.3, RFC 2782). */
import { type Name } from '../../../shared/dns/name.ts';
import { mx } from '../../../shared/dns/rdata/mx.ts';
import { ns } from '../../../shared/dns/rdata/ns.ts';
import { srv } from '../../../shared/dns/rdata/srv.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { type Answer } from './answer.ts';

/** Adds A and AAAA of the targets that stand in the zone. Below a delegation they are glue, and count as found here only there. */
export function addAddresses(
  answer: Answer,
  section: 'glue' | 'extra',
  rrset: RRset,
  contents: ZoneContents,
): void {
  for (const target of targetsOf(rrset)) {
    if (!target.isAtOrBelow(contents.origin)) continue;
    const node = contents.node(target);
    for (const address of node?.rrsets ?? [])
      if (address.type === TYPE.A || address.type === TYPE.AAAA) answer.put(section, address, node!);
  }
}

function targetsOf({ type, rdatas }: RRset): readonly Name[] {
  switch (type) {
    case TYPE.NS:
      return rdatas.map((rdata) => ns.parse(rdata).nsdname);
    case TYPE.MX:
      return rdatas.map((rdata) => mx.parse(rdata).exchange);
    case TYPE.SRV:
      return rdatas.map((rdata) => srv.parse(rdata).target);
    default:
      return [];
  }
}
