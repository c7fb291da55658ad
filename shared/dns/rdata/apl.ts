import { type Octets } from '../octets.ts';
import { WireError, type WireReader } from '../wire-reader.ts';
import { parseIpv4, parseIpv6, printIpv4, printIpv6 } from './addresses.ts';
import { defineRdata, type Field } from './define-rdata.ts';
import { decimal } from './fields.ts';

/** One item: an address prefix, or all but it. `address` is whole, 4 or 16 octets. */
interface Prefix {
  readonly family: 1 | 2;
  readonly negated: boolean;
  readonly address: Octets;
  readonly length: number;
}

const EXPECTED = 'address prefixes, such as 1:192.0.2.0/24 or !2:2001:db8::/32';

const prefixes: Field<readonly Prefix[]> = {
  kind: 'other',
  example: '1:192.0.2.0/24',
  expected: EXPECTED,
  takesRest: true,
  parse(reader) {
    const items: Prefix[] = [];
    while (reader.remaining > 0) items.push(parsePrefix(reader));
    return items;
  },
  compose(value, writer) {
    for (const { family, negated, address, length } of value) {
      const part = address.replace(/\0+$/, '') as Octets;
      writer.u16(family);
      writer.u8(length);
      writer.u8((negated ? 0x80 : 0) | part.length);
      writer.octets(part);
    }
  },
  scan(scanner) {
    const items: Prefix[] = [];
    while (!scanner.atEnd) {
      const token = scanner.next(EXPECTED);
      items.push(scanPrefix(token.text) ?? scanner.fail(EXPECTED, token));
    }
    return items;
  },
  print: (value) => value.map(printPrefix).join(' '),
};

/** Trailing zero octets must have been left out (RFC 3123 §4), so that each prefix has one wire form. */
function parsePrefix(reader: WireReader): Prefix {
  const at = reader.offset;
  const family = reader.u16();
  if (family !== 1 && family !== 2) throw new WireError(at, 'address family 1 (IPv4) or 2 (IPv6)');
  const most = family === 1 ? 4 : 16;
  const length = reader.u8();
  if (length > most * 8) throw new WireError(at + 2, `a prefix length of at most ${most * 8}`);
  const flags = reader.u8();
  const part = reader.octets(flags & 0x7f);
  if (part.length > most) throw new WireError(at + 3, `at most ${most} octets of address`);
  if (part.endsWith('\0')) throw new WireError(reader.offset - 1, 'an address without trailing zero octets');
  return { family, negated: flags >= 0x80, address: part.padEnd(most, '\0') as Octets, length };
}

function scanPrefix(text: string): Prefix | undefined {
  const negated = text.startsWith('!');
  const start = negated ? 1 : 0;
  const slash = text.lastIndexOf('/');
  const family = text.startsWith('1:', start) ? 1 : text.startsWith('2:', start) ? 2 : undefined;
  if (family === undefined || slash < 0) return undefined;
  const address = (family === 1 ? parseIpv4 : parseIpv6)(text.slice(start + 2, slash));
  const length = decimal(text.slice(slash + 1));
  return address !== undefined && length <= address.length * 8
    ? { family, negated, address, length }
    : undefined;
}

function printPrefix({ family, negated, address, length }: Prefix): string {
  return `${negated ? '!' : ''}${family}:${(family === 1 ? printIpv4 : printIpv6)(address)}/${length}`;
}

/** APL — lists of address prefixes. RFC 3123 §4. */
export const apl = defineRdata('APL', 42, { prefixes });
