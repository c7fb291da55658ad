/**
 * Octets that somebody sent → a message, or what is wrong with them. Nothing is trusted: every count, length and pointer is
 * checked, and the work is bounded by the length of the message.
 */
import { CLASS, TYPE } from '../types.ts';
import { WireError, WireReader } from '../wire-reader.ts';
import { rdataFromMessage } from '../rdata/registry.ts';
import { type Name } from '../name.ts';
import { type Edns, parseEdns } from './edns.ts';
import { type Header, HEADER_LENGTH, parseHeader } from './header.ts';
import { type Message, type MessageRecord, type Question, type Signature } from './message.ts';
import { parseTsig } from './tsig-record.ts';

export type ParsedMessage =
  | { readonly kind: 'message'; readonly message: Message }
  /** A header could be read, so that FORMERR can be answered; the questions as far as they made sense. */
  | {
      readonly kind: 'malformed';
      readonly header: Header;
      readonly questions: readonly Question[];
      readonly fault: WireError;
    }
  /** Less than a header: there is nobody to answer. */
  | { readonly kind: 'no-header' };

/** Takes a whole message apart. Octets after the last record make it malformed, as a TSIG that is not the last one does. */
export function parseMessage(bytes: Uint8Array): ParsedMessage {
  const header = parseHeader(bytes);
  if (header === undefined) return { kind: 'no-header' };
  const questions: Question[] = [];
  try {
    const reader = new WireReader(bytes, HEADER_LENGTH);
    for (let i = 0; i < header.questionCount; i++) questions.push(parseQuestion(reader));
    const answers = parseSection(reader, header.answerCount);
    const authority = parseSection(reader, header.authorityCount);
    const rest = parseAdditional(reader, header.additionalCount);
    reader.expectEnd();
    return { kind: 'message', message: { header, questions, answers, authority, ...rest } };
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    return { kind: 'malformed', header, questions, fault: error };
  }
}

function parseQuestion(reader: WireReader): Question {
  return { name: reader.name(), type: reader.u16(), class: reader.u16() };
}

function parseSection(reader: WireReader, count: number): readonly MessageRecord[] {
  const records: MessageRecord[] = [];
  for (let i = 0; i < count; i++) {
    const at = reader.offset;
    const fixed = parseFixed(reader);
    if (fixed.type === TYPE.OPT || fixed.type === TYPE.TSIG)
      throw new WireError(at, 'OPT and TSIG in the additional section only');
    records.push(parseRecord(fixed, reader));
  }
  return records;
}

/** RFC 6891 §6.1.1: at most one OPT, under the root. RFC 8945 §5.1: TSIG last, class ANY, TTL 0. */
function parseAdditional(
  reader: WireReader,
  count: number,
): Pick<Message, 'additional' | 'edns' | 'signature'> {
  const additional: MessageRecord[] = [];
  let edns: Edns | undefined;
  let signature: Signature | undefined;
  for (let i = 0; i < count; i++) {
    const offset = reader.offset;
    const fixed = parseFixed(reader);
    if (fixed.type === TYPE.OPT) {
      if (edns !== undefined) throw new WireError(offset, 'one OPT record at most');
      if (!fixed.owner.isRoot) throw new WireError(offset, 'OPT under the root');
      edns = parseEdns(fixed, within(reader, fixed.length));
      reader.offset += fixed.length;
    } else if (fixed.type === TYPE.TSIG) {
      if (i !== count - 1) throw new WireError(offset, 'TSIG as the last record');
      if (fixed.class !== CLASS.ANY || fixed.ttl !== 0)
        throw new WireError(offset, 'TSIG with class ANY and TTL 0');
      signature = { tsig: parseTsig(fixed.owner, within(reader, fixed.length)), offset };
      reader.offset += fixed.length;
    } else additional.push(parseRecord(fixed, reader));
  }
  return { additional, edns, signature };
}

interface FixedFields {
  readonly owner: Name;
  readonly type: number;
  readonly class: number;
  /** All 32 bits; OPT needs them. */
  readonly ttl: number;
  /** Of the data, checked to be there. */
  readonly length: number;
}

function parseFixed(reader: WireReader): FixedFields {
  const owner = reader.name();
  const type = reader.u16();
  const fields = { owner, type, class: reader.u16(), ttl: reader.u32(), length: reader.u16() };
  if (fields.length > reader.remaining)
    throw new WireError(reader.offset, `${fields.length} octets of data, found ${reader.remaining}`);
  return fields;
}

function parseRecord(fixed: FixedFields, reader: WireReader): MessageRecord {
  const { owner, type, ttl, length } = fixed;
  // RFC 2181 §8: a TTL with its highest bit set counts as 0.
  const ttlSeconds = ttl > 0x7fffffff ? 0 : ttl;
  const rdata = rdataFromMessage(type, reader, length);
  return { owner, type, class: fixed.class, ttlSeconds, rdata };
}

const within = (reader: WireReader, length: number): WireReader =>
  new WireReader(reader.bytes, reader.offset, reader.offset + length);
