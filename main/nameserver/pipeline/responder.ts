/**
 * From the octets of a request to the reply, in small steps, each of which may end it: header, message, TSIG, EDNS, question,
 * zone, access, answer. Pure but for the clock, the zones it is given and the events it tells.
 */
import { parseHeader } from '../../../shared/dns/message/header.ts';
import { parseMessage } from '../../../shared/dns/message/parse-message.ts';
import { printName } from '../../../shared/dns/name-text.ts';
import { CLASS, RCODE, rcodeToText, TYPE } from '../../../shared/dns/types.ts';
import { type RequestRefused, type ServerClient } from '../../../shared/model/server-events.ts';
import { acceptHeader } from './accept.ts';
import { authenticate } from './authenticate.ts';
import { composeBareError } from './compose-response.ts';
import { describe, refuse, type RefusalDetail, type ResponderContext } from './refuse.ts';
import { type Reply, type Request } from './request.ts';
import { respondToQuestion } from './respond-to-question.ts';
import { respondToTransfer } from './respond-to-transfer.ts';

/** Answers one request of a client. Never throws for what a client can send. */
export function respond(bytes: Uint8Array, client: ServerClient, context: ResponderContext): Reply {
  const refused = (
    reply: Uint8Array | undefined,
    reason: RequestRefused['reason'],
    rcode: number | undefined,
    detail: RefusalDetail,
  ): Reply => {
    const said = rcode === undefined ? undefined : rcodeToText(rcode);
    context.tell({ kind: 'request-refused', at: context.now(), client, reason, rcode: said, ...detail });
    return reply === undefined ? { kind: 'nothing' } : { kind: 'message', bytes: reply };
  };

  const header = parseHeader(bytes);
  if (header === undefined) return refused(undefined, 'malformed', undefined, {});
  const acceptance = acceptHeader(header);
  if (acceptance.kind === 'dropped') return { kind: 'nothing' };
  if (acceptance.kind === 'refused') {
    const { reason, rcode } = acceptance;
    const detail = reason === 'unsupported-opcode' ? { opcode: header.opcode } : {};
    return refused(composeBareError(header, [], rcode), reason, rcode, detail);
  }

  const parsed = parseMessage(bytes);
  if (parsed.kind !== 'message') {
    const questions = parsed.kind === 'malformed' ? parsed.questions : [];
    const reply = composeBareError(header, questions, RCODE.FORMERR);
    return refused(reply, 'malformed', RCODE.FORMERR, describe(questions[0]));
  }

  const { message } = parsed;
  const [question] = message.questions;
  const nowSeconds = (): number => Math.floor(context.now() / 1000);
  const authentication = authenticate(bytes, message, context.keys, nowSeconds);
  if (authentication.kind === 'refused') {
    const { reason, rcode, claimedKey, clientTime } = authentication;
    const detail = { ...describe(question), claimedKey, ...(clientTime === undefined ? {} : { clientTime }) };
    return refused(authentication.bytes, reason, rcode, detail);
  }

  const signed = authentication.kind === 'signed' ? authentication : undefined;
  const request: Request = {
    message,
    client: signed === undefined ? client : { ...client, key: printName(signed.key.name) },
    key: signed?.key,
    signer: signed?.signer,
  };
  const unsupported = unsupportedBy(request);
  if (unsupported !== undefined)
    return refuse(request, context, unsupported.reason, unsupported.rcode, describe(question));
  return question.type === TYPE.AXFR || question.type === TYPE.IXFR
    ? respondToTransfer(request, context)
    : respondToQuestion(request, context);
}

function unsupportedBy({
  message,
}: Request): { readonly reason: RequestRefused['reason']; readonly rcode: number } | undefined {
  const [question] = message.questions;
  if ((message.edns?.version ?? 0) > 0) return { reason: 'unsupported-edns-version', rcode: RCODE.BADVERS };
  if (question.class !== CLASS.IN) return { reason: 'unsupported-class', rcode: RCODE.REFUSED };
  if (UNSUPPORTED_TYPES.has(question.type)) return { reason: 'unsupported-type', rcode: RCODE.NOTIMP };
  return undefined;
}

/** Types that never are in a zone and whose questions we have no answer for (RFC 6895 §3.1); MAILB 253, MAILA 254. */
const UNSUPPORTED_TYPES: ReadonlySet<number> = new Set([TYPE.OPT, TYPE.TKEY, TYPE.TSIG, 253, 254]);
