/** Fields that name record types: one type, and the bit maps of NSEC, NSEC3 and CSYNC (RFC 4034 §4.1.2). */
import { NO_OCTETS, type Octets } from '../octets.ts';
import { typeFromText, typeToText } from '../types.ts';
import { WireError, type WireReader } from '../wire-reader.ts';
import { type Field } from './define-rdata.ts';
import { u16 } from './fields.ts';

const EXPECTED = 'a record type, such as AAAA or TYPE65280';

/** The type that an RRSIG covers. */
export const coveredType: Field<number> = {
  ...u16,
  kind: 'type',
  example: 'A',
  expected: EXPECTED,
  scan(scanner) {
    const token = scanner.next(EXPECTED);
    return typeFromText(token.text) ?? scanner.fail(EXPECTED, token);
  },
  print: typeToText,
};

/** The types that exist at a name, in ascending order. NSEC3's and CSYNC's may be empty (RFC 5155 §3.2.1). */
export const types = typeBitmap(0);

/** NSEC's types: never empty, since NSEC itself exists there (RFC 4034 §4.1.2). */
export const someTypes = typeBitmap(1);

function typeBitmap(least: 0 | 1): Field<readonly number[]> {
  return {
    kind: 'types',
    example: 'A AAAA RRSIG NSEC',
    expected: EXPECTED,
    takesRest: true,
    parse(reader) {
      const found = parseBitmap(reader);
      if (found.length < least) throw new WireError(reader.offset, 'a bit map of at least one type');
      return found;
    },
    compose: (value, writer) => writer.octets(composeBitmap(value)),
    scan(scanner) {
      const found = new Set<number>();
      while (!scanner.atEnd || found.size < least) {
        const token = scanner.next(EXPECTED);
        found.add(typeFromText(token.text) ?? scanner.fail(EXPECTED, token));
      }
      return [...found].sort((a, b) => a - b);
    },
    print: (value) => value.map(typeToText).join(' '),
  };
}

/** Window blocks must ascend, hold 1–32 octets, and end in one that is not zero: each set of types has one form. */
function parseBitmap(reader: WireReader): readonly number[] {
  const found: number[] = [];
  let last = -1;
  while (reader.remaining > 0) {
    const at = reader.offset;
    const window = reader.u8();
    if (window <= last) throw new WireError(at, 'window blocks in ascending order');
    last = window;
    const length = reader.u8();
    if (length < 1 || length > 32) throw new WireError(at + 1, 'a bit map of 1–32 octets');
    const bits = reader.octets(length);
    if (bits.charCodeAt(length - 1) === 0)
      throw new WireError(reader.offset - 1, 'a bit map without trailing zero octets');
    for (let i = 0; i < length * 8; i++)
      if ((bits.charCodeAt(i >> 3) & (0x80 >> (i & 7))) !== 0) found.push(window * 256 + i);
  }
  return found;
}

function composeBitmap(ascending: readonly number[]): Octets {
  let out = NO_OCTETS;
  for (let i = 0; i < ascending.length;) {
    const window = ascending[i] >> 8;
    const bits: number[] = [];
    for (; i < ascending.length && ascending[i] >> 8 === window; i++) {
      const bit = ascending[i] & 0xff;
      while (bits.length <= bit >> 3) bits.push(0);
      bits[bit >> 3] |= 0x80 >> (bit & 7);
    }
    out = (out + String.fromCharCode(window, bits.length, ...bits)) as Octets;
  }
  return out;
}
