/** Addresses in text: IPv4 (RFC 1035 §3.4.1) and IPv6 (RFC 4291 §2.2 read, RFC 5952 printed). Values are octets. */
import { octetsOf, readU16, type Octets } from '../octets.ts';
import { type Field, type FieldKind } from './define-rdata.ts';

/** An IPv4 address in four decimal parts. */
export const ipv4 = address('ipv4', 4, '192.0.2.1', 'an IPv4 address', parseIpv4, printIpv4);

/** An IPv6 address. */
export const ipv6 = address('ipv6', 16, '2001:db8::1', 'an IPv6 address', parseIpv6, printIpv6);

function address(
  kind: FieldKind,
  length: number,
  example: string,
  what: string,
  parse: (text: string) => Octets | undefined,
  print: (octets: Octets) => string,
): Field<Octets> {
  const expected = `${what}, such as ${example}`;
  return {
    kind,
    example,
    expected,
    fixedLength: length,
    parse: (reader) => reader.octets(length),
    compose: (value, writer) => writer.octets(value),
    scan(scanner) {
      const token = scanner.next(expected);
      return parse(token.text) ?? scanner.fail(expected, token);
    },
    print,
  };
}

/** Four octets of dotted decimal text without leading zeros; undefined when it is none. */
export function parseIpv4(text: string): Octets | undefined {
  const parts = [0, 0, 0, 0];
  let part = 0;
  let digits = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 0x2e) {
      if (digits === 0 || ++part > 3) return undefined;
      digits = 0;
      continue;
    }
    if (code < 0x30 || code > 0x39 || (digits > 0 && parts[part] === 0)) return undefined;
    parts[part] = parts[part] * 10 + code - 0x30;
    digits++;
    if (parts[part] > 255) return undefined;
  }
  return part === 3 && digits > 0 ? octetsOf(parts[0], parts[1], parts[2], parts[3]) : undefined;
}

export function printIpv4(octets: Octets): string {
  return `${octets.charCodeAt(0)}.${octets.charCodeAt(1)}.${octets.charCodeAt(2)}.${octets.charCodeAt(3)}`;
}

/** Sixteen octets of an IPv6 address, `::` and a dotted end included; undefined when it is none. */
export function parseIpv6(text: string): Octets | undefined {
  const gap = text.indexOf('::');
  if (gap < 0) {
    const whole = parseGroups(text);
    return whole?.length === 16 ? whole : undefined;
  }
  const before = gap === 0 ? '' : parseGroups(text.slice(0, gap), false);
  const after = gap + 2 === text.length ? '' : parseGroups(text.slice(gap + 2));
  if (before === undefined || after === undefined) return undefined;
  const missing = 16 - before.length - after.length;
  return missing < 2 ? undefined : ((before + '\0'.repeat(missing) + after) as Octets);
}

/** Groups of one to four hex digits between colons; the last may be an IPv4 address where the text ends. */
function parseGroups(text: string, mayEndDotted = true): Octets | undefined {
  const groups = text.split(':');
  let out = '';
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i];
    if (mayEndDotted && i === groups.length - 1 && group.includes('.')) {
      const dotted = parseIpv4(group);
      return dotted === undefined ? undefined : ((out + dotted) as Octets);
    }
    if (!HEX_GROUP.test(group)) return undefined;
    const value = parseInt(group, 16);
    out += String.fromCharCode(value >> 8, value & 0xff);
  }
  return out as Octets;
}

/** RFC 5952: lower case, no leading zeros, the longest run of two or more zero groups as `::`, mapped IPv4 dotted (§5). */
export function printIpv6(octets: Octets): string {
  if (octets.startsWith(MAPPED)) return `::ffff:${printIpv4(octets.slice(12) as Octets)}`;
  const groups = Array.from({ length: 8 }, (_, i) => readU16(octets, 2 * i));
  const gap = longestZeroRun(groups);
  const text = (from: number, to: number): string =>
    groups
      .slice(from, to)
      .map((group) => group.toString(16))
      .join(':');
  return gap.length < 2 ? text(0, 8) : `${text(0, gap.start)}::${text(gap.start + gap.length, 8)}`;
}

function longestZeroRun(groups: readonly number[]): { readonly start: number; readonly length: number } {
  let best = { start: 0, length: 0 };
  let length = 0;
  groups.forEach((group, i) => {
    length = group === 0 ? length + 1 : 0;
    if (length > best.length) best = { start: i + 1 - length, length };
  });
  return best;
}

const HEX_GROUP = /^[0-9a-fA-F]{1,4}$/;
const MAPPED = '\0'.repeat(10) + '\xff\xff';
