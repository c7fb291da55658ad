/** Text encodings of octets: UTF-8, hexadecimal, base64 and base32hex (RFC 4648). Decoders answer undefined on bad text. */
import { octetsFrom, type Octets } from './octets.ts';

/** UTF-8 octets of a text (RFC 3629); a lone surrogate becomes U+FFFD. */
export function utf8Encode(text: string): Octets {
  if (!BEYOND_ASCII.test(text)) return text as Octets;
  // Three octets for each code unit are always enough: what takes four is two units.
  const bytes = new Uint8Array(3 * text.length);
  let at = 0;
  for (let i = 0; i < text.length; i++) {
    let code = text.codePointAt(i)!;
    if (code >= 0x10000) i++;
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) bytes[at++] = code;
    else {
      if (code < 0x800) bytes[at++] = 0xc0 | (code >> 6);
      else {
        if (code < 0x10000) bytes[at++] = 0xe0 | (code >> 12);
        else {
          bytes[at++] = 0xf0 | (code >> 18);
          bytes[at++] = continuation(code >> 12);
        }
        bytes[at++] = continuation(code >> 6);
      }
      bytes[at++] = continuation(code);
    }
  }
  return octetsFrom(bytes, 0, at);
}

/** Text of UTF-8 octets, or undefined when they are not well-formed UTF-8 (overlong forms and surrogates included). */
export function utf8Decode(octets: Octets): string | undefined {
  let out = '';
  for (let i = 0; i < octets.length;) {
    const first = octets.charCodeAt(i++);
    if (first < 0x80) {
      out += String.fromCharCode(first);
      continue;
    }
    const more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : 1;
    if (first < 0xc2 || first > 0xf4 || i + more > octets.length) return undefined;
    let code = first & (0x3f >> more);
    for (let k = 0; k < more; k++) {
      const next = octets.charCodeAt(i++);
      if ((next & 0xc0) !== 0x80) return undefined;
      code = (code << 6) | (next & 0x3f);
    }
    if (code < LEAST[more] || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
    out += String.fromCodePoint(code);
  }
  return out;
}

/** Upper-case hexadecimal, two digits an octet. */
export function hexEncode(octets: Octets): string {
  return encodeBits(octets, HEX, 4);
}

/** Octets of hexadecimal text in either case. */
export function hexDecode(text: string): Octets | undefined {
  return text.length % 2 === 0 ? decodeBits(text, text.length, HEX, 4) : undefined;
}

/** Base64 with padding (RFC 4648 §4). */
export function base64Encode(octets: Octets): string {
  return encodeBits(octets, BASE64, 6) + '='.repeat((3 - (octets.length % 3)) % 3);
}

/** Octets of base64 text; padding must be right, white space must be gone. */
export function base64Decode(text: string): Octets | undefined {
  if (text.length % 4 !== 0) return undefined;
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  return decodeBits(text, text.length - padding, BASE64, 6);
}

/** Base32 with the extended hex alphabet, without padding (RFC 4648 §7, as RFC 5155 §3.3 uses it). */
export function base32HexEncode(octets: Octets): string {
  return encodeBits(octets, BASE32HEX, 5);
}

/** Octets of base32hex text in either case, without padding. */
export function base32HexDecode(text: string): Octets | undefined {
  return decodeBits(text, text.length, BASE32HEX, 5);
}

/** Digits of `width` bits each; the last is filled up with zeros. */
interface Alphabet {
  readonly digits: Uint8Array;
  /** Digit values by character code; NONE for what is no digit. */
  readonly values: Uint8Array;
}

function alphabet(digits: string, foldsCase: boolean): Alphabet {
  const values = new Uint8Array(256).fill(NONE);
  for (let i = 0; i < digits.length; i++) {
    values[digits.charCodeAt(i)] = i;
    if (foldsCase) values[digits[i].toLowerCase().charCodeAt(0)] = i;
  }
  return { digits: Uint8Array.from(digits, (digit) => digit.charCodeAt(0)), values };
}

function encodeBits(octets: Octets, { digits }: Alphabet, width: number): string {
  const out = new Uint8Array(Math.ceil((octets.length * 8) / width));
  const mask = (1 << width) - 1;
  let at = 0;
  let held = 0;
  let bits = 0;
  for (let i = 0; i < octets.length; i++) {
    held = ((held << 8) | octets.charCodeAt(i)) & 0xffff;
    bits += 8;
    while (bits >= width) {
      bits -= width;
      out[at++] = digits[(held >> bits) & mask];
    }
  }
  if (bits > 0) out[at] = digits[(held << (width - bits)) & mask];
  return octetsFrom(out);
}

function decodeBits(text: string, length: number, { values }: Alphabet, width: number): Octets | undefined {
  const out = new Uint8Array(Math.floor((length * width) / 8));
  let at = 0;
  let held = 0;
  let bits = 0;
  for (let i = 0; i < length; i++) {
    const value = values[text.charCodeAt(i)] ?? NONE;
    if (value === NONE) return undefined;
    held = ((held << width) | value) & 0xffff;
    bits += width;
    if (bits >= 8) {
      bits -= 8;
      out[at++] = held >> bits;
    }
  }
  // What is left over must be less than a digit, and zero: otherwise two texts would mean the same octets.
  if (bits >= width || (held & ((1 << bits) - 1)) !== 0) return undefined;
  return octetsFrom(out);
}

const BEYOND_ASCII = /[\u0080-\uffff]/;
const continuation = (code: number): number => 0x80 | (code & 0x3f);
const LEAST = [0, 0x80, 0x800, 0x10000];
const NONE = 0xff;
const HEX = alphabet('0123456789ABCDEF', true);
const BASE64 = alphabet('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', false);
const BASE32HEX = alphabet('0123456789ABCDEFGHIJKLMNOPQRSTUV', true);
