/**
 * EDNS(0): the OPT pseudo-record (RFC 6891 §6.1). Its owner is the root, its class the sender's UDP payload size, and its
 * TTL carries the upper bits of the RCODE, the version and the DO bit (RFC 3225).
 */
import { type Octets } from '../octets.ts';
import { TYPE } from '../types.ts';
import { type WireReader } from '../wire-reader.ts';
import { type WireWriter } from '../wire-writer.ts';

/** One option, its data untouched. */
export interface EdnsOption {
  readonly code: number;
  readonly data: Octets;
}

export interface Edns {
  /** The largest UDP message the sender can take, as it said it; less than 512 means 512 (RFC 6891 §6.2.3). */
  readonly payloadSize: number;
  readonly version: number;
  /** DO: the sender wants DNSSEC records. */
  readonly dnssecOk: boolean;
  /** The upper eight bits of a twelve-bit RCODE. */
  readonly extendedRcode: number;
  readonly options: readonly EdnsOption[];
}

/** Option codes by name (IANA "DNS EDNS0 Option Codes"). */
export const EDNS_OPTION = { NSID: 3, EXPIRE: 9, COOKIE: 10, PADDING: 12 } as const;

/** OPT from the fixed fields of its record and the reader at its data; throws WireError. */
export function parseEdns(
  fields: { readonly class: number; readonly ttl: number },
  reader: WireReader,
): Edns {
  const options: EdnsOption[] = [];
  while (reader.remaining > 0) {
    const code = reader.u16();
    options.push({ code, data: reader.octets(reader.u16()) });
  }
  return {
    payloadSize: fields.class,
    extendedRcode: Math.floor(fields.ttl / 0x1000000),
    version: (fields.ttl >>> 16) & 0xff,
    dnssecOk: (fields.ttl & DO_BIT) !== 0,
    options,
  };
}

export function composeEdns(edns: Edns, writer: WireWriter): void {
  writer.u8(0); // the root
  writer.u16(TYPE.OPT);
  writer.u16(edns.payloadSize);
  writer.u32(edns.extendedRcode * 0x1000000 + edns.version * 0x10000 + (edns.dnssecOk ? DO_BIT : 0));
  writer.u16(optionsLength(edns));
  for (const option of edns.options) {
    writer.u16(option.code);
    writer.u16(option.data.length);
    writer.octets(option.data);
  }
}

/** How many octets the OPT record will take in a message. */
export function ednsLength(edns: Edns): number {
  return OPT_FIXED_LENGTH + optionsLength(edns);
}

const optionsLength = (edns: Edns): number =>
  edns.options.reduce((sum, option) => sum + 4 + option.data.length, 0);

const DO_BIT = 0x8000;
const OPT_FIXED_LENGTH = 11;
