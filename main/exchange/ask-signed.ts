/** One question that wants DNSSEC's records (DO, RFC 4035 §3.1), over UDP, and over TCP where the answer is cut short. */
import { randomInt } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import type { Message } from '../../shared/dns/message/message.ts';
import { MessageComposer } from '../../shared/dns/message/message-composer.ts';
import { parseMessage } from '../../shared/dns/message/parse-message.ts';
import type { Name } from '../../shared/dns/name.ts';
import { CLASS, OPCODE } from '../../shared/dns/types.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import { exchangeUdp } from './udp-exchange.ts';

export interface SignedQuestion {
  readonly name: Name;
  readonly type: number;
  readonly server: Endpoint;
  /** True for a resolver, false for an authoritative server. */
  readonly recursion: boolean;
  readonly waitsMs?: readonly number[];
}

/** No fragments on any usual path (DNS Flag Day 2020). */
const PAYLOAD_SIZE = 1232;
const DEFAULT_WAITS_MS = [800, 1500];
const TCP_MS = 4000;

/** The answer; undefined when none came, or none that can be read. Never rejects. */
export async function askSigned({
  name,
  type,
  server,
  recursion,
  waitsMs = DEFAULT_WAITS_MS,
}: SignedQuestion): Promise<Message | undefined> {
  const header = { id: randomInt(0x10000), opcode: OPCODE.QUERY, recursionDesired: recursion };
  const composer = new MessageComposer(header, 512);
  composer.question({ name, type, class: CLASS.IN });
  const edns = { payloadSize: PAYLOAD_SIZE, version: 0, dnssecOk: true, extendedRcode: 0, options: [] };
  const message = composer.finish(edns);
  const outcome = await exchangeUdp({ to: server, message, waitsMs });
  if (outcome.kind !== 'answer') return undefined;
  const answer = read(outcome.message, name, type);
  return answer?.header.truncated === true ? overTcp(message, server, name, type) : answer;
}

/** Answers to another question than ours are none. */
function read(bytes: Uint8Array, name: Name, type: number): Message | undefined {
  const parsed = parseMessage(bytes);
  if (parsed.kind !== 'message') return undefined;
  const [question] = parsed.message.questions;
  return question?.type === type && question.name.equals(name) ? parsed.message : undefined;
}

async function overTcp(
  message: Uint8Array,
  { address, port }: Endpoint,
  name: Name,
  type: number,
): Promise<Message | undefined> {
  const socket = connect({ host: address, port, signal: AbortSignal.timeout(TCP_MS) });
  try {
    // Two octets of length go before each message (RFC 1035 §4.2.2).
    socket.write(Buffer.concat([Buffer.from([message.length >> 8, message.length & 0xff]), message]));
    const answer = await firstMessage(socket);
    const isOurs = answer !== undefined && answer[0] === message[0] && answer[1] === message[1];
    return isOurs ? read(answer, name, type) : undefined;
  } catch (error) {
    // Refused, reset or too slow: no answer.
    if (error instanceof Error) return undefined;
    throw error;
  } finally {
    socket.destroy();
  }
}

async function firstMessage(socket: Socket): Promise<Uint8Array | undefined> {
  let pending: Buffer = Buffer.alloc(0);
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    pending = Buffer.concat([pending, chunk]);
    if (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0))
      return pending.subarray(2, 2 + pending.readUInt16BE(0));
  }
  return undefined;
}
