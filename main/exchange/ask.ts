/** One ordinary question to a server over UDP, and its answer as a message. SOA questions have a file of their own. */
import { randomInt } from 'node:crypto';
import type { Message, MessageRecord } from '../../shared/dns/message/message.ts';
import { MessageComposer } from '../../shared/dns/message/message-composer.ts';
import { parseMessage } from '../../shared/dns/message/parse-message.ts';
import type { Name } from '../../shared/dns/name.ts';
import { a } from '../../shared/dns/rdata/a.ts';
import { aaaa } from '../../shared/dns/rdata/aaaa.ts';
import { CLASS, OPCODE, TYPE } from '../../shared/dns/types.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import { exchangeUdp } from './udp-exchange.ts';

export interface Ask {
  readonly name: Name;
  readonly type: number;
  readonly server: Endpoint;
  /** True for a resolver, false for an authoritative server. */
  readonly recursion: boolean;
  readonly waitsMs?: readonly number[];
  readonly signal?: AbortSignal;
}

/** No fragments on any usual path (DNS Flag Day 2020). */
const PAYLOAD_SIZE = 1232;
const DEFAULT_WAITS_MS = [1000, 2000];

/** The answer, or undefined when none came or it could not be read. Never rejects. */
export async function ask({
  name,
  type,
  server,
  recursion,
  waitsMs = DEFAULT_WAITS_MS,
  signal,
}: Ask): Promise<Message | undefined> {
  const composer = new MessageComposer(
    { id: randomInt(0x10000), opcode: OPCODE.QUERY, recursionDesired: recursion },
    512,
  );
  composer.question({ name, type, class: CLASS.IN });
  const message = composer.finish({
    payloadSize: PAYLOAD_SIZE,
    version: 0,
    dnssecOk: false,
    extendedRcode: 0,
    options: [],
  });
  const outcome = await exchangeUdp({ to: server, message, waitsMs, signal });
  if (outcome.kind !== 'answer') return undefined;
  const parsed = parseMessage(outcome.message);
  return parsed.kind === 'message' ? parsed.message : undefined;
}

/** The addresses among records. */
export function addressesIn(records: readonly MessageRecord[]): readonly string[] {
  return records.flatMap(({ type, rdata }) => {
    if (type === TYPE.A) return [a.print(rdata)];
    return type === TYPE.AAAA ? [aaaa.print(rdata)] : [];
  });
}
