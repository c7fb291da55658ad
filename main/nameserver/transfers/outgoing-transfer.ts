/**
 * A transfer on its way to one client: the shared messages, each with this client's header, question, OPT and TSIG around it.
 * Nothing of the shared part is copied.
 */
import { composeEdns, type Edns } from '../../../shared/dns/message/edns.ts';
import { composeFlags, HEADER_LENGTH } from '../../../shared/dns/message/header.ts';
import { type Message } from '../../../shared/dns/message/message.ts';
import { WireWriter } from '../../../shared/dns/wire-writer.ts';
import { addToAdditionalCount } from '../../tsig/signed-part.ts';
import { type MessageSigner } from '../../tsig/message-signer.ts';
import { type TransferStream } from './transfer-stream.ts';

export class OutgoingTransfer {
  readonly #stream: TransferStream;
  readonly #request: Message;
  readonly #edns: Edns | undefined;
  readonly #signer: MessageSigner | undefined;
  #messages = 0;
  #records = 0;
  #octets = 0;

  /** `edns` goes into the first message, if the request had one (RFC 5936 §2.2.5). */
  constructor(
    stream: TransferStream,
    request: Message,
    edns: Edns | undefined,
    signer: MessageSigner | undefined,
  ) {
    this.#stream = stream;
    this.#request = request;
    this.#edns = edns;
    this.#signer = signer;
  }

  get messages(): number {
    return this.#messages;
  }
  get records(): number {
    return this.#records;
  }
  /** Written so far, the two octets of each message's length included. */
  get octets(): number {
    return this.#octets;
  }
  /** True when the next message stands ready: asking for it costs its signature only. */
  get isNextReady(): boolean {
    return this.#stream.isReady(this.#messages);
  }

  /** The next message in pieces, its length before it; undefined after the last. Throws RecordTooLong. */
  next(): readonly Uint8Array[] | undefined {
    const message = this.#stream.message(this.#messages);
    if (message === undefined) return undefined;
    const isFirst = this.#messages === 0;
    const head = this.#head(isFirst, message.recordCount);
    const opt = isFirst && this.#edns !== undefined ? optOctets(this.#edns) : undefined;
    const header = head.subarray(2);
    if (opt !== undefined) addToAdditionalCount(header, 1);
    const pieces = opt === undefined ? [header, message.body] : [header, message.body, opt];
    const tsig = this.#signer?.sign(pieces, this.#request.header.id);
    if (tsig !== undefined) {
      addToAdditionalCount(header, 1);
      pieces.push(tsig);
    }
    const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
    head[0] = length >> 8;
    head[1] = length;
    this.#messages++;
    this.#records += message.recordCount;
    this.#octets += 2 + length;
    return [head, ...pieces.slice(1)];
  }

  /** Two octets for the length, the header, and in the first message the question exactly as it was asked. */
  #head(isFirst: boolean, recordCount: number): Uint8Array {
    const { header, questions } = this.#request;
    const writer = new WireWriter(
      'plain',
      2 + HEADER_LENGTH + (isFirst ? questions[0].name.wire.length + 4 : 0),
    );
    writer.u16(0);
    writer.u16(header.id);
    writer.u16(composeFlags({ id: header.id, opcode: header.opcode, response: true, authoritative: true }));
    writer.u16(isFirst ? 1 : 0);
    writer.u16(recordCount);
    writer.u32(0);
    if (isFirst) {
      writer.octets(questions[0].name.wire);
      writer.u16(questions[0].type);
      writer.u16(questions[0].class);
    }
    return writer.finish();
  }
}

function optOctets(edns: Edns): Uint8Array {
  const writer = new WireWriter('plain', 32);
  composeEdns(edns, writer);
  return writer.finish();
}
