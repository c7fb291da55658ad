/** The fields that record types are made of. Each names its RFC form once; types only list them. */
import { base64Decode, base64Encode, hexDecode, hexEncode } from '../encodings.ts';
import { type Name } from '../name.ts';
import { printName, printRelativeName } from '../name-text.ts';
import { type Octets } from '../octets.ts';
import { WireError } from '../wire-reader.ts';
import { type NameRules } from '../wire-writer.ts';
import { parseTtl } from '../ttl.ts';
import { type Field, type FieldKind } from './define-rdata.ts';

/** An unsigned integer in decimal. */
function unsigned(kind: FieldKind, bits: 8 | 16 | 32, example: string, what = 'a number'): Field<number> {
  const most = 2 ** bits - 1;
  const expected = `${what}, 0–${most}`;
  return {
    kind,
    example,
    expected,
    fixedLength: bits / 8,
    parse: (reader) => (bits === 8 ? reader.u8() : bits === 16 ? reader.u16() : reader.u32()),
    compose: (value, writer) =>
      bits === 8 ? writer.u8(value) : bits === 16 ? writer.u16(value) : writer.u32(value),
    scan(scanner) {
      const token = scanner.next(expected);
      const value = /^[0-9]{1,10}$/.test(token.text) ? Number(token.text) : NaN;
      return value <= most ? value : scanner.fail(expected, token);
    },
    print: String,
  };
}

export const u8 = unsigned('u8', 8, '0');
export const u16 = unsigned('u16', 16, '10');
export const u32 = unsigned('u32', 32, '3600');
export const serial = unsigned('serial', 32, '2026112301', 'a serial number');

/** A 32-bit number of seconds; text may carry units as in `1h30m`. Printed as a plain number. */
export const seconds: Field<number> = {
  ...unsigned('ttl', 32, '3600'),
  expected: 'a number of seconds, such as 3600 or 1h',
  scan(scanner) {
    const token = scanner.next(this.expected);
    return parseTtl(token.text) ?? scanner.fail(this.expected, token);
  },
};

/** A domain name. `compress` as RFC 3597 §4 allows, `canonicalLowercase` as RFC 4034 §6.2 lists. */
export function name(rules: NameRules): Field<Name> {
  const expected = 'a domain name, such as mail.example.com.';
  return {
    kind: 'name',
    example: 'mail.example.com.',
    expected,
    nameRules: rules,
    parse: (reader) => reader.name(),
    compose: (value, writer) => writer.name(value, rules),
    scan: (scanner) => scanner.name(expected),
    print: (value, origin) => (origin === undefined ? printName(value) : printRelativeName(value, origin)),
  };
}

/** The names of RFC 1035's own types: compressed in messages, lower-cased when canonical. */
export const wellKnownName = name({ compress: true, canonicalLowercase: true });

/** An IPv4 address in four decimal parts (RFC 1035 §3.4.1). Its value is 4 octets. */
export const ipv4: Field<Octets> = {
  kind: 'ipv4',
  example: '192.0.2.1',
  expected: 'an IPv4 address, such as 192.0.2.1',
  fixedLength: 4,
  parse: (reader) => reader.octets(4),
  compose: (value, writer) => writer.octets(value),
  scan(scanner) {
    const token = scanner.next(this.expected);
    return parseIpv4(token.text) ?? scanner.fail(this.expected, token);
  },
  print: (value) => [0, 1, 2, 3].map((i) => value.charCodeAt(i)).join('.'),
};

/** Octets in base64 that take the rest of the record, white space allowed. */
export const base64Rest: Field<Octets> = {
  kind: 'base64',
  example: 'AwEAAb…',
  expected: 'base64 text',
  takesRest: true,
  parse: (reader) => reader.rest(),
  compose: (value, writer) => writer.octets(value),
  scan(scanner) {
    const { text, token } = scanner.restJoined(this.expected);
    return base64Decode(text) ?? scanner.fail(this.expected, token);
  },
  print: base64Encode,
};

/** Octets in hexadecimal that take the rest of the record, white space allowed. */
export const hexRest: Field<Octets> = {
  kind: 'hex',
  example: '5F1B6C0E',
  expected: 'hexadecimal text of whole octets',
  takesRest: true,
  parse: (reader) => reader.rest(),
  compose: (value, writer) => writer.octets(value),
  scan(scanner) {
    const { text, token } = scanner.restJoined(this.expected);
    return hexDecode(text) ?? scanner.fail(this.expected, token);
  },
  print: hexEncode,
};

/** One or more <character-string>s (RFC 1035 §3.3.14). */
export const characterStrings: Field<readonly Octets[]> = {
  kind: 'texts',
  example: '"v=spf1 mx -all"',
  expected: 'a text in quotes',
  takesRest: true,
  parse(reader) {
    if (reader.remaining === 0) throw new WireError(reader.offset, 'at least one character string');
    const strings: Octets[] = [];
    while (reader.remaining > 0) strings.push(reader.characterString());
    return strings;
  },
  compose: (value, writer) => value.forEach((string) => writer.characterString(string)),
  scan(scanner) {
    const strings = [scanner.characterString(this.expected)];
    while (!scanner.atEnd) strings.push(scanner.characterString(this.expected));
    return strings;
  },
  print: (value) => value.map(printCharacterString).join(' '),
};

/** A <character-string> in quotes, with `"`, `\` and what is not printable ASCII escaped. */
export function printCharacterString(octets: Octets): string {
   
  if (!/[\0-\x1f"\\\x7f-\xff]/.test(octets)) return `"${octets}"`;
  let out = '';
  for (const character of octets) {
    const code = character.charCodeAt(0);
    if (code < 0x20 || code >= 0x7f) out += `\\${String(code).padStart(3, '0')}`;
    else out += character === '"' || character === '\\' ? `\\${character}` : character;
  }
  return `"${out}"`;
}

function parseIpv4(text: string): Octets | undefined {
  let out = '';
  for (const part of text.split('.')) {
    const value = /^(0|[1-9][0-9]{0,2})$/.test(part) ? Number(part) : 256;
    if (value > 255) return undefined;
    out += String.fromCharCode(value);
  }
  return out.length === 4 ? (out as Octets) : undefined;
}
