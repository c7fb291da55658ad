/** The fields that record types are made of. Each names its RFC form once; types only list them. */
import { type Name } from '../name.ts';
import { printName, printRelativeName } from '../name-text.ts';
import { type Octets } from '../octets.ts';
import { WireError } from '../wire-reader.ts';
import { type NameRules } from '../wire-writer.ts';
import { parseTtl } from '../ttl.ts';
import { type Choice, type Field, type FieldKind } from './define-rdata.ts';

/** An unsigned integer in decimal. `choices` are named values for a form; the text stays a number. */
export function unsigned(
  kind: FieldKind,
  bits: 8 | 16 | 32,
  example: string,
  what = 'a number',
  choices?: readonly Choice[],
): Field<number> {
  const most = 2 ** bits - 1;
  const expected = `${what}, 0–${most}`;
  return {
    kind,
    example,
    expected,
    fixedLength: bits / 8,
    choices,
    parse: (reader) => (bits === 8 ? reader.u8() : bits === 16 ? reader.u16() : reader.u32()),
    compose: (value, writer) =>
      bits === 8 ? writer.u8(value) : bits === 16 ? writer.u16(value) : writer.u32(value),
    scan(scanner) {
      const token = scanner.next(expected);
      const value = decimal(token.text);
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
    const plain = decimal(token.text);
    return plain <= 0xffffffff ? plain : (parseTtl(token.text) ?? scanner.fail(this.expected, token));
  },
};

/** The value of one to ten decimal digits; NaN, which compares with nothing, for any other text. */
export function decimal(text: string): number {
  if (text.length < 1 || text.length > 10) return NaN;
  let value = 0;
  for (let i = 0; i < text.length; i++) {
    const digit = text.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** A domain name. `compress` as RFC 3597 §4 allows, `canonicalLowercase` as RFC 4034 §6.2 lists. */
export function name(rules: NameRules): Field<Name> {
  const expected = 'a domain name, such as “mail.example.com.”';
  return {
    kind: 'name',
    example: 'mail.example.com.',
    expected,
    nameRules: rules,
    parse: (reader) => reader.name(rules.compress || rules.decompress === true),
    compose: (value, writer) => writer.name(value, rules),
    scan: (scanner) => scanner.name(expected),
    print: (value, origin) => (origin === undefined ? printName(value) : printRelativeName(value, origin)),
  };
}

/** The names of RFC 1035's own types: compressed in messages, lower-cased when canonical. */
export const wellKnownName = name({ compress: true, canonicalLowercase: true });

/** The names of RP, AFSDB, NAPTR and SRV: never compressed by us, but maybe by others (RFC 3597 §4). */
export const onceCompressedName = name({ compress: false, decompress: true, canonicalLowercase: true });

/** The names of later types that RFC 4034 §6.2 still lists: DNAME, KX, RRSIG. */
export const lowercasedName = name({ compress: false, canonicalLowercase: true });

/** The names of types after RFC 3597: octets as they are, case and all (RFC 4034 §6.2, RFC 6840 §5.1). */
export const plainName = name({ compress: false, canonicalLowercase: false });

/** One <character-string> (RFC 1035 §3.3). */
export const characterString: Field<Octets> = {
  kind: 'text',
  example: '"text"',
  expected: 'a text of at most 255 octets',
  parse: (reader) => reader.characterString(),
  compose: (value, writer) => writer.characterString(value),
  scan(scanner) {
    return scanner.characterString(this.expected);
  },
  print: printCharacterString,
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

/** One text in quotes that takes the rest of the wire form without a length octet, so that it may pass 255 octets. */
export const textRest: Field<Octets> = {
  kind: 'text',
  example: '"letsencrypt.org"',
  expected: 'a text in quotes',
  parse: (reader) => reader.rest(),
  compose: (value, writer) => writer.octets(value),
  scan(scanner) {
    return scanner.unescape(scanner.next(this.expected), this.expected);
  },
  print: printCharacterString,
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
