/** Asks a server which serial it serves for a zone, and how long its copy lives on (EDNS EXPIRE, RFC 7314). */
import { randomInt } from 'node:crypto';
import { EDNS_OPTION } from '../../shared/dns/message/edns.ts';
import type { Message } from '../../shared/dns/message/message.ts';
import { MessageComposer } from '../../shared/dns/message/message-composer.ts';
import { parseMessage } from '../../shared/dns/message/parse-message.ts';
import type { Name } from '../../shared/dns/name.ts';
import { NO_OCTETS, readU32 } from '../../shared/dns/octets.ts';
import { soa } from '../../shared/dns/rdata/soa.ts';
import { CLASS, OPCODE, RCODE, rcodeToText, TYPE } from '../../shared/dns/types.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import { exchangeUdp } from './udp-exchange.ts';

export interface SoaQuestion {
  readonly zone: Name;
  readonly server: Endpoint;
  /** The local address to ask from; the system chooses when absent. */
  readonly from?: string;
  /** How long to wait after each send, in milliseconds. */
  readonly waitsMs?: readonly number[];
  readonly signal?: AbortSignal;
}

export type SoaOutcome =
  | {
      readonly kind: 'serial';
      readonly serial: number;
      readonly authoritative: boolean;
      /** Seconds its copy lives on without a refresh; undefined when it does not say. */
      readonly expireSeconds: number | undefined;
    }
  /** It answered, but not with this zone's SOA: REFUSED, NOTAUTH, SERVFAIL (an expired copy), NOERROR without one. */
  | { readonly kind: 'no-zone'; readonly rcode: string }
  | { readonly kind: 'silence' }
  | { readonly kind: 'unreachable'; readonly errno: string }
  | { readonly kind: 'malformed' };

const DEFAULT_WAITS_MS = [1000, 2000, 3000];
/** No fragments on any usual path (DNS Flag Day 2020). */
const PAYLOAD_SIZE = 1232;

/** One SOA question over UDP, without recursion, repeated as `waitsMs` says. Never rejects. */
export async function askSoa(question: SoaQuestion): Promise<SoaOutcome> {
  const outcome = await exchangeUdp({
    to: question.server,
    from: question.from,
    message: composeSoaQuestion(question.zone, randomInt(0x10000)),
    waitsMs: question.waitsMs ?? DEFAULT_WAITS_MS,
    signal: question.signal,
  });
  switch (outcome.kind) {
    case 'answer':
      return readAnswer(outcome.message, question.zone);
    case 'silence':
      return { kind: 'silence' };
    case 'unreachable':
      return { kind: 'unreachable', errno: outcome.errno };
  }
}

function composeSoaQuestion(zone: Name, id: number): Uint8Array {
  const composer = new MessageComposer({ id, opcode: OPCODE.QUERY }, 512);
  composer.question({ name: zone, type: TYPE.SOA, class: CLASS.IN });
  return composer.finish({
    payloadSize: PAYLOAD_SIZE,
    version: 0,
    dnssecOk: false,
    extendedRcode: 0,
    options: [{ code: EDNS_OPTION.EXPIRE, data: NO_OCTETS }],
  });
}

function readAnswer(bytes: Uint8Array, zone: Name): SoaOutcome {
  const parsed = parseMessage(bytes);
  if (parsed.kind !== 'message') return { kind: 'malformed' };
  const { message } = parsed;
  const record = message.answers.find(({ type, owner }) => type === TYPE.SOA && owner.equals(zone));
  if (message.header.rcode !== RCODE.NOERROR || record === undefined) {
    return { kind: 'no-zone', rcode: rcodeToText(message.header.rcode) };
  }
  return {
    kind: 'serial',
    serial: soa.parse(record.rdata).serial,
    authoritative: message.header.authoritative,
    expireSeconds: expireOf(message),
  };
}

function expireOf({ edns }: Message): number | undefined {
  const option = edns?.options.find(({ code }) => code === EDNS_OPTION.EXPIRE);
  return option?.data.length === 4 ? readU32(option.data, 0) : undefined;
}
