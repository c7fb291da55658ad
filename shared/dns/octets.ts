/**
 * Octets — the one form in which this codec keeps bytes at rest.
 *
 * An `Octets` is a JavaScript string whose every code unit is one octet (0–255). Engines store such strings at one byte
 * each, they are immutable, hash and compare natively, and `<` on them is exactly the octet order that DNSSEC's
 * canonical form asks for (RFC 4034 §6). Names, rdata and whole packed zones are Octets; `Uint8Array`s appear only at
 * sockets and files.
 */

declare const octetsBrand: unique symbol;

/** An immutable run of octets; each UTF-16 code unit is one octet, 0–255. */
export type Octets = string & { readonly [octetsBrand]: true };

export const NO_OCTETS = '' as Octets;

/** Octets from bytes. */
export function octetsFrom(bytes: Uint8Array, start = 0, end = bytes.length): Octets {
  if (end - start <= 24) {
    let short = '';
    for (let i = start; i < end; i++) short += String.fromCharCode(bytes[i]);
    return short as Octets;
  }
  const pieces: string[] = [];
  for (let at = start; at < end; at += CHUNK) {
    pieces.push(
      String.fromCharCode.apply(null, bytes.subarray(at, Math.min(end, at + CHUNK)) as unknown as number[]),
    );
  }
  return pieces.join('') as Octets;
}

/** Bytes from octets. */
export function bytesFrom(octets: Octets): Uint8Array {
  const bytes = new Uint8Array(octets.length);
  writeOctets(octets, bytes, 0);
  return bytes;
}

/** Copies octets into `bytes` at `offset`; the caller has made room. */
export function writeOctets(octets: Octets, bytes: Uint8Array, offset: number): void {
  for (let i = 0; i < octets.length; i++) bytes[offset + i] = octets.charCodeAt(i);
}

/** Octets from small integers, each 0–255. */
export function octetsOf(...values: readonly number[]): Octets {
  return String.fromCharCode(...values) as Octets;
}

/** True when every code unit of `text` is 0–255, so that it may stand as Octets. */
export function isOctets(text: string): text is Octets {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 255) return false;
  return true;
}

/** Lower-cases US-ASCII letters only (RFC 4343 §3); every other octet stays as it is. */
export function foldCase(octets: Octets): Octets {
  for (let i = 0; i < octets.length; i++) {
    const code = octets.charCodeAt(i);
    if (code >= 0x41 && code <= 0x5a)
      return octets.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()) as Octets;
  }
  return octets;
}

/** Unsigned 16-bit integer at `offset`, network order. */
export function readU16(octets: Octets, offset: number): number {
  return (octets.charCodeAt(offset) << 8) | octets.charCodeAt(offset + 1);
}

/** Unsigned 32-bit integer at `offset`, network order. */
export function readU32(octets: Octets, offset: number): number {
  return readU16(octets, offset) * 0x10000 + readU16(octets, offset + 2);
}

const CHUNK = 8192;
