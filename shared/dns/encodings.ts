/** Text encodings of octets: UTF-8, hexadecimal, base64 and base32hex (RFC 4648). Decoders answer undefined on bad text. */
import { type Octets } from './octets.ts';

/** UTF-8 octets of a text (RFC 3629); a lone surrogate becomes U+FFFD. */
export function utf8Encode(text: string): Octets {
  let out = '';
  for (const character of text) {
    let code = character.codePointAt(0)!;
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) out += String.fromCharCode(code);
    else if (code < 0x800) out += String.fromCharCode(0xc0 | (code >> 6), continuation(code));
    else if (code < 0x10000)
      out += String.fromCharCode(0xe0 | (code >> 12), continuation(code >> 6), continuation(code));
    else
      out += String.fromCharCode(
        0xf0 | (code >> 18),
        continuation(code >> 12),
        continuation(code >> 6),
        continuation(code),
      );
  }
  return out as Octets;
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
  let out = '';
  for (let i = 0; i < octets.length; i++) out += HEX[octets.charCodeAt(i)];
  return out;
}

/** Octets of hexadecimal text in either case. */
export function hexDecode(text: string): Octets | undefined {
  if (text.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(text)) return undefined;
  let out = '';
  for (let i = 0; i < text.length; i += 2) out += String.fromCharCode(parseInt(text.slice(i, i + 2), 16));
  return out as Octets;
}

/** Base64 with padding (RFC 4648 §4). */
export function base64Encode(octets: Octets): string {
  return encodeBits(octets, BASE64, 6) + '='.repeat((3 - (octets.length % 3)) % 3);
}

/** Octets of base64 text; padding must be right, white space must be gone. */
export function base64Decode(text: string): Octets | undefined {
  if (text.length % 4 !== 0) return undefined;
  const body = text.replace(/={1,2}$/, '');
  return decodeBits(body, BASE64, 6);
}

/** Base32 with the extended hex alphabet, without padding (RFC 4648 §7, as RFC 5155 §3.3 uses it). */
export function base32HexEncode(octets: Octets): string {
  return encodeBits(octets, BASE32HEX, 5);
}

/** Octets of base32hex text in either case, without padding. */
export function base32HexDecode(text: string): Octets | undefined {
  return decodeBits(text.toUpperCase(), BASE32HEX, 5);
}

function encodeBits(octets: Octets, alphabet: string, width: number): string {
  let out = '';
  let held = 0;
  let bits = 0;
  for (let i = 0; i < octets.length; i++) {
    held = ((held << 8) | octets.charCodeAt(i)) & 0xffff;
    bits += 8;
    while (bits >= width) {
      bits -= width;
      out += alphabet[(held >> bits) & ((1 << width) - 1)];
    }
  }
  if (bits > 0) out += alphabet[(held << (width - bits)) & ((1 << width) - 1)];
  return out;
}

function decodeBits(text: string, alphabet: string, width: number): Octets | undefined {
  let out = '';
  let held = 0;
  let bits = 0;
  for (let i = 0; i < text.length; i++) {
    const value = alphabet.indexOf(text[i]);
    if (value < 0) return undefined;
    held = ((held << width) | value) & 0xffff;
    bits += width;
    if (bits >= 8) {
      bits -= 8;
      out += String.fromCharCode((held >> bits) & 0xff);
    }
  }
  // What is left over must be less than a digit, and zero: otherwise two texts would mean the same octets.
  if (bits >= width || (held & ((1 << bits) - 1)) !== 0) return undefined;
  return out as Octets;
}

const continuation = (code: number): number => 0x80 | (code & 0x3f);
const LEAST = [0, 0x80, 0x800, 0x10000];
const HEX = Array.from({ length: 256 }, (_, i) => i.toString(16).toUpperCase().padStart(2, '0'));
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const BASE32HEX = '0123456789ABCDEFGHIJKLMNOPQRSTUV';
