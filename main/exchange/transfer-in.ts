/** Takes a zone by AXFR from another server (RFC 5936), with TSIG if a key is given: the import of a zone that lives elsewhere. */
import { randomInt } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import type { Message } from '../../shared/dns/message/message.ts';
import { MessageComposer } from '../../shared/dns/message/message-composer.ts';
import { parseMessage } from '../../shared/dns/message/parse-message.ts';
import type { Name } from '../../shared/dns/name.ts';
import type { Octets } from '../../shared/dns/octets.ts';
import { CLASS, OPCODE, RCODE, rcodeToText, TYPE } from '../../shared/dns/types.ts';
import type { Endpoint } from '../../shared/model/secondary.ts';
import { MessageSigner } from '../tsig/message-signer.ts';
import { StreamVerifier } from '../tsig/stream-verifier.ts';
import type { TsigKey } from '../tsig/tsig-key.ts';

export interface TransferIn {
  readonly zone: Name;
  readonly server: Endpoint;
  readonly key?: TsigKey;
  readonly nowSeconds: () => number;
  readonly signal?: AbortSignal;
  /** How many records have come so far. */
  readonly onProgress?: (records: number) => void;
}

/** One record as it was transferred. */
export interface TransferredRecord {
  readonly owner: Name;
  readonly type: number;
  readonly ttlSeconds: number;
  readonly rdata: Octets;
}

/** Why a transfer failed: what the server said, or what was wrong with what it sent. */
export class TransferInError extends Error {
  override readonly name = 'TransferInError';
}

const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;

/** The zone's records, the SOA once and first. Throws TransferInError. */
export async function transferIn(transfer: TransferIn): Promise<readonly TransferredRecord[]> {
  const signer = transfer.key && new MessageSigner(transfer.key, transfer.nowSeconds);
  const question = composeQuestion(transfer.zone);
  const request = signer?.signWhole(question) ?? question;
  const verifier = signer && new StreamVerifier(signer.key, signer.mac, transfer.nowSeconds);
  const records: TransferredRecord[] = [];
  const socket = connect({
    host: transfer.server.address,
    port: transfer.server.port,
    signal: transfer.signal,
  });
  try {
    socket.setTimeout(CONNECT_MS, () => socket.destroy(new TransferInError('it does not answer')));
    socket.once('connect', () => socket.setTimeout(SILENCE_MS));
    socket.write(framed(request));
    for await (const bytes of messages(socket)) {
      const message = accept(bytes, request, verifier);
      for (const { owner, type, ttlSeconds, rdata } of message.answers)
        records.push({ owner, type, ttlSeconds, rdata });
      transfer.onProgress?.(records.length);
      if (isWhole(records, transfer.zone)) {
        if (verifier?.complete === false) throw new TransferInError('its last message is not signed');
        return records.slice(0, -1);
      }
    }
    throw new TransferInError('it closed the connection before the end of the zone');
  } catch (error) {
    if (error instanceof TransferInError) throw error;
    if (error instanceof Error && 'code' in error)
      throw new TransferInError(String(error.code), { cause: error });
    throw error;
  } finally {
    socket.destroy();
  }
}

function composeQuestion(zone: Name): Uint8Array {
  const composer = new MessageComposer({ id: randomInt(0x10000), opcode: OPCODE.QUERY }, 512);
  composer.question({ name: zone, type: TYPE.AXFR, class: CLASS.IN });
  return composer.finish();
}

/** Over TCP two octets of length go before each message (RFC 1035 §4.2.2). */
function framed(message: Uint8Array): Uint8Array {
  const out = new Uint8Array(2 + message.length);
  out[0] = message.length >> 8;
  out[1] = message.length;
  out.set(message, 2);
  return out;
}

/** The messages of a TCP stream. */
async function* messages(socket: Socket): AsyncGenerator<Uint8Array> {
  let pending: Buffer = Buffer.alloc(0);
  for await (const chunk of socket as AsyncIterable<Buffer>) {
    pending = pending.length === 0 ? chunk : Buffer.concat([pending, chunk]);
    while (pending.length >= 2 && pending.length >= 2 + pending.readUInt16BE(0)) {
      const end = 2 + pending.readUInt16BE(0);
      yield pending.subarray(2, end);
      pending = pending.subarray(end);
    }
  }
}

function accept(bytes: Uint8Array, request: Uint8Array, verifier: StreamVerifier | undefined): Message {
  const parsed = parseMessage(bytes);
  if (parsed.kind !== 'message') throw new TransferInError('it sent a malformed message');
  if (bytes[0] !== request[0] || bytes[1] !== request[1])
    throw new TransferInError('it answered another question');
  const verdict = verifier?.verify(bytes, parsed.message);
  if (verdict?.kind === 'failed') throw new TransferInError(`its signature does not hold (${verdict.error})`);
  if (verdict?.kind === 'unsigned') throw new TransferInError('it did not sign its answer');
  if (verdict?.kind === 'peer-error') {
    throw new TransferInError(
      `it refused our signature (${verdict.error === RCODE.BADSIG ? 'BADSIG' : rcodeToText(verdict.error)})`,
    );
  }
  const { rcode } = parsed.message.header;
  if (rcode !== RCODE.NOERROR) throw new TransferInError(`it answered ${rcodeToText(rcode)}`);
  return parsed.message;
}

/** RFC 5936 §2.2: a zone begins and ends with the same SOA. */
function isWhole(records: readonly TransferredRecord[], zone: Name): boolean {
  const [first] = records;
  if (first === undefined) throw new TransferInError('it sent no records');
  if (first.type !== TYPE.SOA || !first.owner.equals(zone))
    throw new TransferInError('its answer does not begin with the SOA of the zone');
  const last = records[records.length - 1];
  return records.length > 1 && last.type === TYPE.SOA && last.rdata === first.rdata;
}
