/** Puts an answer into a message: as much as the client can take, OPT if it sent one, TSIG if it signed. */
import { type Edns, EDNS_OPTION, type EdnsOption, ednsLength } from '../../../shared/dns/message/edns.ts';
import { type Header } from '../../../shared/dns/message/header.ts';
import { MessageComposer, type RecordGroup } from '../../../shared/dns/message/message-composer.ts';
import { type Question } from '../../../shared/dns/message/message.ts';
import { octetsOf } from '../../../shared/dns/octets.ts';
import { type Answer } from '../answers/answer.ts';
import { type Request } from './request.ts';

/** What we offer, and the most that we send by UDP: it fits everywhere unfragmented (DNS flag day 2020, RFC 9715). */
export const UDP_PAYLOAD_SIZE = 1232;
const LEAST_UDP_PAYLOAD = 512;
const MOST_TCP_OCTETS = 0xffff;

/** The answer as a signed message, if the request was signed. `expireSeconds` answers EDNS EXPIRE. */
export function composeAnswer(request: Request, answer: Answer, expireSeconds?: number): Uint8Array {
  const { message, signer } = request;
  const edns = responseEdns(message.edns, answer.rcode, expireSeconds);
  const room = limitOf(request) - (edns === undefined ? 0 : ednsLength(edns)) - (signer?.length ?? 0);
  const { authoritative, rcode } = answer;
  const composer = new MessageComposer({ ...responseHeader(message.header, rcode), authoritative }, room);
  composer.question(message.questions[0]);
  fill(composer, answer);
  const bytes = composer.finish(edns);
  return signer === undefined ? bytes : signer.signWhole(bytes);
}

/** An answer without records: an error. */
export function composeError(request: Request, rcode: number): Uint8Array {
  const edns = responseEdns(request.message.edns, rcode);
  const bytes = composeBareError(request.message.header, request.message.questions, rcode, edns);
  return request.signer === undefined ? bytes : request.signer.signWhole(bytes);
}

/** An error before the request was understood: header and, where it could be read, the question. */
export function composeBareError(
  header: Header,
  questions: readonly Question[],
  rcode: number,
  edns?: Edns,
): Uint8Array {
  const composer = new MessageComposer(responseHeader(header, rcode), MOST_TCP_OCTETS);
  if (questions.length === 1) composer.question(questions[0]);
  return composer.finish(edns);
}

/** OPT for the answer, only to a request that carried one (RFC 6891 §6.1.1). */
export function responseEdns(
  requested: Edns | undefined,
  rcode: number,
  expireSeconds?: number,
): Edns | undefined {
  if (requested === undefined) return undefined;
  return {
    payloadSize: UDP_PAYLOAD_SIZE,
    version: 0,
    dnssecOk: requested.dnssecOk,
    extendedRcode: rcode >> 4,
    options: expireSeconds === undefined ? [] : expireOption(requested, expireSeconds),
  };
}

/** RFC 7314 §3.2: a primary tells the SOA's EXPIRE, to whom asks. */
function expireOption(requested: Edns, seconds: number): readonly EdnsOption[] {
  if (!requested.options.some(({ code }) => code === EDNS_OPTION.EXPIRE)) return [];
  return [
    {
      code: EDNS_OPTION.EXPIRE,
      data: octetsOf(seconds >>> 24, (seconds >>> 16) & 0xff, (seconds >>> 8) & 0xff, seconds & 0xff),
    },
  ];
}

const responseHeader = (
  header: Header,
  rcode: number,
): { id: number; opcode: number; response: true; recursionDesired: boolean; rcode: number } => ({
  id: header.id,
  opcode: header.opcode,
  response: true,
  recursionDesired: header.recursionDesired,
  rcode,
});

function limitOf({ message, client }: Request): number {
  if (client.transport === 'tcp') return MOST_TCP_OCTETS;
  const asked = Math.max(LEAST_UDP_PAYLOAD, message.edns?.payloadSize ?? 0);
  return Math.min(asked, UDP_PAYLOAD_SIZE);
}

/** RFC 2181 §9: TC when something that belongs there does not fit, and then nothing after it. */
function fill(composer: MessageComposer, answer: Answer): void {
  const fits =
    addAll(composer, 'answer', answer.answer) &&
    addAll(composer, 'authority', answer.authority) &&
    // RFC 9471 §3: all glue, or TC.
    addAll(composer, 'additional', answer.glue);
  if (!fits) composer.markTruncated();
  else for (const group of answer.extra) if (!composer.add('additional', group)) return;
}

const addAll = (
  composer: MessageComposer,
  section: 'answer' | 'authority' | 'additional',
  groups: readonly RecordGroup[],
): boolean => groups.every((group) => composer.add(section, group));
