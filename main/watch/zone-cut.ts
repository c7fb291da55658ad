/** The zone that holds a delegation, found by asking a resolver from below (RFC 2181 §6). */
import type { Message, MessageRecord } from '../../shared/dns/message/message.ts';
import type { Name } from '../../shared/dns/name.ts';
import { printName } from '../../shared/dns/name-text.ts';
import { ns } from '../../shared/dns/rdata/ns.ts';
import { RCODE, rcodeToText, TYPE } from '../../shared/dns/types.ts';

/** A zone's apex and its name servers, as the resolver knows them. */
export interface ZoneCut {
  readonly name: Name;
  readonly servers: readonly Name[];
}

/** The closest of `name` and the names above it that has NS of its own; or why that was not learnt. */
export async function closestCut(
  name: Name,
  resolveNs: (name: Name) => Promise<Message | undefined>,
): Promise<ZoneCut | { readonly why: string }> {
  for (let at = name; ; at = at.parent) {
    const answer = await resolveNs(at);
    if (answer === undefined) return { why: 'the resolver does not answer' };
    // Taken for "no NS here", a failure would make a zone further up the parent.
    const { rcode } = answer.header;
    if (!isAnswer(answer)) return { why: `the resolver answers ${rcodeToText(rcode)} for ${printName(at)}` };
    const servers = nameServersIn(answer.answers, at);
    if (servers.length > 0) return { name: at, servers };
    if (at.isRoot) return { why: 'the resolver knows no name servers, not even those of the root' };
  }
}

/** A server that does not serve the zone answers REFUSED or SERVFAIL, which tells nothing of what the zone holds. */
export function isAnswer(message: Message | undefined): message is Message {
  const rcode = message?.header.rcode;
  return rcode === RCODE.NOERROR || rcode === RCODE.NXDOMAIN;
}

export const nsRecordsOf = (records: readonly MessageRecord[], owner: Name): readonly MessageRecord[] =>
  records.filter((record) => record.type === TYPE.NS && record.owner.equals(owner));

/** The NS of `owner` among records, as names in lower case. */
export const nameServersIn = (records: readonly MessageRecord[], owner: Name): readonly Name[] =>
  nsRecordsOf(records, owner).map(({ rdata }) => ns.parse(rdata).nsdname.toLowerCase());
