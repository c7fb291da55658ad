/** What the header alone decides, before anything else is read: most of what is not meant for us ends here. */
import { type Header } from '../../../shared/dns/message/header.ts';
import { type RefusalReason } from '../../../shared/model/server-events.ts';
import { OPCODE, RCODE } from '../../../shared/dns/types.ts';

export type Acceptance =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'dropped' }
  | { readonly kind: 'refused'; readonly rcode: number; readonly reason: RefusalReason };

export function acceptHeader(header: Header): Acceptance {
  // An answer to an answer could go on for ever (RFC 1035 §7.3 has only requesters look at answers).
  if (header.response) return { kind: 'dropped' };
  // NOTIFY (RFC 1996 §3.11) among them: nobody is our primary. UPDATE (RFC 2136 §3.1.1) as well.
  if (header.opcode !== OPCODE.QUERY) return refuse(RCODE.NOTIMP, 'unsupported-opcode');
  // RFC 9619: exactly one question.
  if (header.questionCount !== 1) return refuse(RCODE.FORMERR, 'malformed');
  // A request has no answers; its authority section holds the SOA of an IXFR at most (RFC 1995 §3).
  if (header.answerCount > 0 || header.authorityCount > 1) return refuse(RCODE.FORMERR, 'malformed');
  // OPT, TSIG or SIG(0), and one to spare.
  if (header.additionalCount > 3) return refuse(RCODE.FORMERR, 'malformed');
  return { kind: 'accepted' };
}

const refuse = (rcode: number, reason: RefusalReason): Acceptance => ({ kind: 'refused', rcode, reason });
