/**
 * Composes the messages of a transfer (RFC 5936 §2.2, RFC 1995 §4), one at a time: a message is the slice of work that does
 * not hold up anybody else. What is composed is only what all who take the transfer have in common: the answer sections.
 * Header, question, OPT and TSIG differ, and are put around them when they are sent.
 */
import { type Octets } from '../../../shared/dns/octets.ts';
import { HEADER_LENGTH } from '../../../shared/dns/message/header.ts';
import { type RecordGroup } from '../../../shared/dns/message/message-composer.ts';
import { LARGEST_TSIG } from '../../../shared/dns/message/tsig-record.ts';
import { CLASS } from '../../../shared/dns/types.ts';
import { recordTtlSeconds } from '../record-ttl.ts';
import { compressibleLayout, type RdataLayout } from './compressible-types.ts';
import { StreamNames } from './stream-names.ts';

/** The answer section of one message. */
export interface StreamMessage {
  readonly body: Uint8Array;
  readonly recordCount: number;
}

/** Thrown for a record that is longer than any message of a transfer can be. */
export class RecordTooLong extends Error {
  readonly group: RecordGroup;

  constructor(group: RecordGroup) {
    super(`a record of type ${group.type} does not fit into a message`);
    this.name = 'RecordTooLong';
    this.group = group;
  }
}

export class StreamComposer {
  readonly #groups: Iterator<RecordGroup>;
  readonly #names = new StreamNames();
  readonly #bytes = Buffer.allocUnsafeSlow(0x10000);
  #group: RecordGroup | undefined;
  #layout: RdataLayout | undefined;
  /** The next record of the group. */
  #index = 0;

  constructor(groups: Iterable<RecordGroup>) {
    this.#groups = groups[Symbol.iterator]();
    this.#nextGroup();
  }

  /** The next message, whose body will follow `questionLength` octets of question; undefined after the last. */
  compose(questionLength: number): StreamMessage | undefined {
    if (this.#group === undefined) return undefined;
    this.#names.reset();
    // Nothing ever points into the question: its letters' case is the client's, the zone's own must survive.
    const start = HEADER_LENGTH + questionLength;
    let at = start;
    let recordCount = 0;
    while (this.#group !== undefined) {
      const rdata = this.#group.rdatas[this.#index];
      if (at + this.#group.owner.wire.length + 10 + rdata.length > MOST_OCTETS) {
        if (recordCount === 0) throw new RecordTooLong(this.#group);
        break;
      }
      at = this.#record(this.#group, rdata, at);
      recordCount++;
      if (++this.#index >= this.#group.rdatas.length) this.#nextGroup();
    }
    return { body: new Uint8Array(this.#bytes.subarray(start, at)), recordCount };
  }

  #nextGroup(): void {
    const next = this.#groups.next();
    this.#group = next.done === true ? undefined : next.value;
    this.#index = 0;
    if (this.#group !== undefined) this.#layout = compressibleLayout(this.#group.type);
  }

  #record(group: RecordGroup, rdata: Octets, start: number): number {
    const bytes = this.#bytes;
    const at = this.#names.owner(group.owner.wire, bytes, start);
    const ttl = recordTtlSeconds(group, rdata);
    bytes[at] = group.type >> 8;
    bytes[at + 1] = group.type;
    bytes[at + 2] = 0;
    bytes[at + 3] = CLASS.IN;
    bytes[at + 4] = ttl >> 24;
    bytes[at + 5] = ttl >> 16;
    bytes[at + 6] = ttl >> 8;
    bytes[at + 7] = ttl;
    const data = at + 10;
    const end =
      this.#layout === undefined ? this.#copy(rdata, 0, data) : this.#data(rdata, this.#layout, data);
    bytes[at + 8] = (end - data) >> 8;
    bytes[at + 9] = end - data;
    return end;
  }

  #data(rdata: Octets, layout: RdataLayout, start: number): number {
    let at = start;
    let read = 0;
    for (const part of layout) {
      const end = part === 'name' ? endOfName(rdata, read) : read + part;
      const octets = rdata.slice(read, end) as Octets;
      at = part === 'name' ? this.#names.target(octets, this.#bytes, at) : this.#copy(octets, 0, at);
      read = end;
    }
    return this.#copy(rdata, read, at);
  }

  #copy(octets: Octets, from: number, at: number): number {
    const length = octets.length - from;
    // For long runs the native copy is faster, for short ones the call costs more than the octets.
    if (length > NATIVE_COPY_LEAST && from === 0) this.#bytes.write(octets, at, length, 'latin1');
    else for (let i = 0; i < length; i++) this.#bytes[at + i] = octets.charCodeAt(from + i);
    return at + length;
  }
}

function endOfName(rdata: Octets, start: number): number {
  let at = start;
  while (rdata.charCodeAt(at) > 0) at += 1 + rdata.charCodeAt(at);
  return at + 1;
}

const NATIVE_COPY_LEAST = 32;
/** An OPT with the EXPIRE option (RFC 7314). */
const LARGEST_OPT = 11 + 4 + 4;
/** What header, question and records may take, so that OPT and the largest TSIG still fit into a 16-bit length. */
const MOST_OCTETS = 0xffff - LARGEST_TSIG - LARGEST_OPT;
