/** Fields of plain octets: base64 and hexadecimal to the end of the record, and runs with a length octet before them. */
import {
  base32HexDecode,
  base32HexEncode,
  base64Decode,
  base64Encode,
  hexDecode,
  hexEncode,
} from '../encodings.ts';
import { NO_OCTETS, type Octets } from '../octets.ts';
import { WireError, type WireReader } from '../wire-reader.ts';
import { type Field, type Values } from './define-rdata.ts';

/** Octets in base64 that take the rest of the record, white space allowed; at least one. */
export const base64Rest: Field<Octets> = {
  kind: 'base64',
  example: 'AwEAAbRn4w==',
  expected: 'base64 text',
  takesRest: true,
  parse: (reader) => atLeastOne(reader),
  compose: (value, writer) => writer.octets(value),
  scan(scanner) {
    const { text, token } = scanner.restJoined(this.expected);
    const octets = base64Decode(text);
    return octets === undefined || octets === '' ? scanner.fail(this.expected, token) : octets;
  },
  print: base64Encode,
};

/** Octets in hexadecimal that take the rest of the record, white space allowed; at least one. */
export const hexRest: Field<Octets> = {
  kind: 'hex',
  example: '5F1B6C0E',
  expected: 'hexadecimal text of whole octets',
  takesRest: true,
  parse: (reader) => atLeastOne(reader),
  compose: (value, writer) => writer.octets(value),
  scan(scanner) {
    const { text, token } = scanner.restJoined(this.expected);
    const octets = hexDecode(text);
    return octets === undefined || octets === '' ? scanner.fail(this.expected, token) : octets;
  },
  print: hexEncode,
};

/**
 * A digest in hexadecimal. `algorithm` is the field that says how it is made, `lengths` the octets of each known
 * algorithm's digests, the usual algorithm first.
 */
export function digest(
  algorithm: string,
  lengths: readonly (readonly [algorithm: number, octets: number])[],
  leastOctets = 1,
): Field<Octets> {
  const lengthOf = new Map(lengths);
  const fault = (octets: Octets, before: Values): string | undefined => {
    const length = lengthOf.get(before[algorithm] as number);
    if (length !== undefined && octets.length !== length) return `a digest of ${length} octets`;
    return octets.length < leastOctets ? `a digest of at least ${leastOctets} octets` : undefined;
  };
  return {
    ...hexRest,
    example: EXAMPLE_DIGEST.slice(0, lengths[0][1] * 2),
    parse(reader, before) {
      const octets = hexRest.parse(reader, before);
      const expected = fault(octets, before);
      if (expected !== undefined) throw new WireError(reader.offset, expected);
      return octets;
    },
    scan(scanner, before) {
      const token = scanner.peek();
      const octets = hexRest.scan(scanner, before);
      const expected = fault(octets, before);
      return expected === undefined
        ? octets
        : scanner.fail(`${expected}, this one has ${octets.length}`, token);
    },
  };
}

/** NSEC3's salt: a length octet, then hexadecimal without white space; `-` when there is none (RFC 5155 §3.3). */
export const salt: Field<Octets> = {
  kind: 'hex',
  example: '-',
  expected: 'a salt in hexadecimal, at most 255 octets, or - for none',
  parse: (reader) => reader.characterString(),
  compose: (value, writer) => writer.characterString(value),
  scan(scanner) {
    const token = scanner.next(this.expected);
    const octets = token.text === '-' ? NO_OCTETS : token.text === '' ? undefined : hexDecode(token.text);
    return octets === undefined || octets.length > 255 ? scanner.fail(this.expected, token) : octets;
  },
  print: (value) => (value === '' ? '-' : hexEncode(value)),
};

/** NSEC3's next hashed owner name: a length octet, then base32hex without padding (RFC 5155 §3.3); never empty. */
export const hashedOwner: Field<Octets> = {
  kind: 'base32hex',
  example: '2T7B4G4VSA5SMI47K61MV5BV1A22BOJR',
  expected: 'a hashed owner name in base32hex',
  parse(reader) {
    const octets = reader.characterString();
    if (octets === '') throw new WireError(reader.offset - 1, 'a hash of at least one octet');
    return octets;
  },
  compose: (value, writer) => writer.characterString(value),
  scan(scanner) {
    const token = scanner.next(this.expected);
    const octets = base32HexDecode(token.text);
    return octets === undefined || octets === '' || octets.length > 255
      ? scanner.fail(this.expected, token)
      : octets;
  },
  print: base32HexEncode,
};

const EXAMPLE_DIGEST = 'D4B7D520E7BB5F0F67674A0CCEB1E3E0614B93C4F9E99B8383F6A1E4469DA50A'.repeat(2);

function atLeastOne(reader: WireReader): Octets {
  if (reader.remaining === 0) throw new WireError(reader.offset, 'at least one octet');
  return reader.rest();
}
