/**
 * The service parameters that have a form of their own: RFC 9460 §7 and §8, dohpath (RFC 9461 §5), ohttp (RFC 9540 §4).
 * All others are written `keyNNNNN` with their octets as they are (RFC 9460 §2.1).
 */
import { base64Decode, base64Encode, utf8Decode } from '../encodings.ts';
import { NO_OCTETS, octetsOf, readU16, type Octets } from '../octets.ts';
import { parseIpv4, parseIpv6, printIpv4, printIpv6 } from './addresses.ts';
import { decimal, printCharacterString } from './fields.ts';

/** How one parameter's value is written. Values in text have their escapes resolved; '' stands for no value too. */
export interface SvcParamForm {
  readonly key: number;
  readonly mnemonic: string;
  /** What its value should be, as an error says it. */
  readonly expected: string;
  /** Text → wire form; undefined when it is no such value. */
  scan(text: Octets): Octets | undefined;
  /** Wire form → text behind the `=`; '' for no value. */
  print(value: Octets): string;
  /** Whether octets are this parameter's wire form. */
  isValid(value: Octets): boolean;
}

/** Its number for `mandatory`, which other parameters are looked up by. */
export const MANDATORY = 0;
export const ALPN = 1;
export const NO_DEFAULT_ALPN = 2;

/** The number of a key's text; undefined when it is none. */
export function keyFromText(text: string): number | undefined {
  const known = byMnemonic.get(text)?.key;
  if (known !== undefined) return known;
  const number = /^key(?:0|[1-9][0-9]{0,4})$/.test(text) ? decimal(text.slice(3)) : NaN;
  return number <= 65535 ? number : undefined;
}

/** RFC 9460's own keys by name, later ones by number: Knot 3.2 knows no dohpath, and hardly any server ohttp. */
export function keyToText(key: number): string {
  return (key <= LAST_OF_RFC_9460 ? byKey.get(key)?.mnemonic : undefined) ?? `key${key}`;
}

/** The form of a key's value, or undefined for one that is only octets. */
export function svcParamForm(key: number): SvcParamForm | undefined {
  return byKey.get(key);
}

/** The keys that a `mandatory` value lists. */
export function mandatoryKeys(value: Octets): readonly number[] {
  return Array.from({ length: value.length / 2 }, (_, i) => readU16(value, 2 * i));
}

const mandatory: SvcParamForm = {
  key: MANDATORY,
  mnemonic: 'mandatory',
  expected: 'the keys that a client must know, each once, such as alpn,port',
  scan(text) {
    const keys = text.split(',').map(keyFromText);
    if (keys.includes(undefined)) return undefined;
    const sorted = (keys as number[]).sort((a, b) => a - b);
    const value = sorted.map((key) => octetsOf(key >> 8, key & 0xff)).join('') as Octets;
    return this.isValid(value) ? value : undefined;
  },
  print: (value) => mandatoryKeys(value).map(keyToText).join(','),
  // Ascending without duplicates, and never itself (RFC 9460 §8).
  isValid(value) {
    const keys = mandatoryKeys(value);
    return (
      value.length > 0 && value.length % 2 === 0 && keys.every((key, i) => key > (i === 0 ? 0 : keys[i - 1]))
    );
  },
};

const alpn: SvcParamForm = {
  key: ALPN,
  mnemonic: 'alpn',
  expected: 'protocol identifiers, such as h2,h3',
  scan(text) {
    const ids = splitList(text);
    return ids?.every((id) => id.length >= 1 && id.length <= 255)
      ? (ids.map((id) => String.fromCharCode(id.length) + id).join('') as Octets)
      : undefined;
  },
  // Escaped twice: as an item of a list, then as a character string (RFC 9460 §A.1).
  print: (value) =>
    printCharacterString(
      identifiers(value)!
        .map((id) => id.replace(/[\\,]/g, '\\$&'))
        .join(',') as Octets,
    ),
  isValid: (value) => identifiers(value) !== undefined,
};

const port: SvcParamForm = {
  key: 3,
  mnemonic: 'port',
  expected: 'a port number, 0–65535',
  scan(text) {
    const number = decimal(text);
    return number <= 65535 ? octetsOf(number >> 8, number & 0xff) : undefined;
  },
  print: (value) => String(readU16(value, 0)),
  isValid: (value) => value.length === 2,
};

const ech: SvcParamForm = {
  key: 5,
  mnemonic: 'ech',
  expected: 'an ECHConfigList in base64',
  scan: (text) => base64Decode(text) || undefined,
  print: base64Encode,
  isValid: (value) => value.length > 0,
};

const dohpath: SvcParamForm = {
  key: 7,
  mnemonic: 'dohpath',
  expected: 'a URI template in relative form with the variable dns, such as /dns-query{?dns}',
  scan(text) {
    return this.isValid(text) ? text : undefined;
  },
  print: printCharacterString,
  isValid: (value) =>
    value.startsWith('/') &&
    utf8Decode(value) !== undefined &&
    /\{[+#./;?&]?(?:[^{}]*,)?dns(?:[:*,][^{}]*)?\}/.test(value),
};

const FORMS: readonly SvcParamForm[] = [
  mandatory,
  alpn,
  flag(NO_DEFAULT_ALPN, 'no-default-alpn'),
  port,
  addressHints(4, 'ipv4hint', 'IPv4 addresses, such as 192.0.2.1,192.0.2.2', 4, parseIpv4, printIpv4),
  ech,
  addressHints(6, 'ipv6hint', 'IPv6 addresses, such as 2001:db8::1', 16, parseIpv6, printIpv6),
  dohpath,
  flag(8, 'ohttp'),
];
const LAST_OF_RFC_9460 = 6;
const byKey = new Map(FORMS.map((form) => [form.key, form]));
const byMnemonic = new Map(FORMS.map((form) => [form.mnemonic, form]));

/** A parameter that says all by being there. */
function flag(key: number, mnemonic: string): SvcParamForm {
  return {
    key,
    mnemonic,
    expected: 'no value',
    scan: (text) => (text === '' ? NO_OCTETS : undefined),
    print: () => '',
    isValid: (value) => value === '',
  };
}

function addressHints(
  key: number,
  mnemonic: string,
  expected: string,
  length: 4 | 16,
  parse: (text: string) => Octets | undefined,
  print: (address: Octets) => string,
): SvcParamForm {
  return {
    key,
    mnemonic,
    expected,
    scan(text) {
      const addresses = text.split(',').map(parse);
      return addresses.includes(undefined) ? undefined : (addresses.join('') as Octets);
    },
    print: (value) =>
      Array.from({ length: value.length / length }, (_, i) =>
        print(value.slice(i * length, (i + 1) * length) as Octets),
      ).join(','),
    isValid: (value) => value.length > 0 && value.length % length === 0,
  };
}

/** The items of a comma-separated list in which `\,` and `\\` are escapes (RFC 9460 §A.1). */
function splitList(text: Octets): readonly Octets[] | undefined {
  const items = [''];
  for (let i = 0; i < text.length; i++) {
    if (text[i] === ',') items.push('');
    else {
      if (text[i] === '\\' && text[++i] !== ',' && text[i] !== '\\') return undefined;
      items[items.length - 1] += text[i];
    }
  }
  return items as readonly string[] as readonly Octets[];
}

/** The identifiers of an `alpn` value, at least one, none empty. */
function identifiers(value: Octets): readonly Octets[] | undefined {
  const ids: Octets[] = [];
  for (let at = 0; at < value.length;) {
    const length = value.charCodeAt(at);
    if (length === 0 || at + 1 + length > value.length) return undefined;
    ids.push(value.slice(at + 1, at + 1 + length) as Octets);
    at += 1 + length;
  }
  return ids.length > 0 ? ids : undefined;
}
