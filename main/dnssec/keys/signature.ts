/**
 * Signs and verifies octets: the one door to the cryptography (DESIGN §5, "DNSSEC").
 *
 * ECDSA signatures are r and s, each as long as the curve's order (RFC 6605 §4). Node can make that form itself
 * (`dsaEncoding: 'ieee-p1363'`), but takes twice as long for it (20,000 a second against 41,000, P-256, Node 24): so they
 * come as DER and are unwrapped here.
 */
import { sign, verify, type KeyObject } from 'node:crypto';
import { octetsOf, type Octets } from '../../../shared/dns/octets.ts';
import { type Algorithm } from './algorithms.ts';

/** An RSA key of 4096 bits makes none longer; what is offered stays below. */
export const SIGNATURE_MOST_OCTETS = 512;

/** Writes the Signature field of an RRSIG over `data` (RFC 4034 §3.1.8) to `out` at `at`; where it ends. */
export function writeSignature(
  { curve, digest }: Algorithm,
  key: KeyObject,
  data: Uint8Array,
  out: Buffer,
  at: number,
): number {
  const signature = sign(digest, data, key);
  return curve === undefined
    ? at + signature.copy(out, at)
    : writeFixedWidth(signature, curve.octets, out, at);
}

/** True when `signature` is the key's over `data`. */
export function verifyOctets(
  algorithm: Algorithm,
  key: KeyObject,
  data: Uint8Array,
  signature: Octets,
): boolean {
  if (algorithm.curve === undefined)
    return verify(algorithm.digest, data, key, Buffer.from(signature, 'latin1'));
  if (signature.length !== 2 * algorithm.curve.octets) return false;
  return verify(algorithm.digest, data, key, Buffer.from(derOf(signature, algorithm.curve.octets), 'latin1'));
}

/** SEQUENCE { INTEGER r, INTEGER s } (RFC 3279 §2.2.3) → r and s of fixed width. Its length fits one octet up to P-384. */
function writeFixedWidth(der: Buffer, width: number, out: Buffer, at: number): number {
  const rEnd = 4 + der[3];
  writeInteger(der, 4, rEnd, width, out, at);
  writeInteger(der, rEnd + 2, rEnd + 2 + der[rEnd + 1], width, out, at + width);
  return at + 2 * width;
}

/** A leading zero octet keeps a DER integer positive; a short one has lost its own leading zeros. */
function writeInteger(der: Buffer, start: number, end: number, width: number, out: Buffer, at: number): void {
  const from = Math.max(start, end - width);
  out.fill(0, at, at + width - (end - from));
  der.copy(out, at + width - (end - from), from, end);
}

function derOf(signature: Octets, width: number): string {
  const body = derInteger(signature.slice(0, width)) + derInteger(signature.slice(width));
  return octetsOf(0x30, body.length) + body;
}

function derInteger(fixed: string): string {
  const digits = fixed.replace(/^\0+(?=.)/s, '');
  const positive = digits.charCodeAt(0) >= 0x80 ? '\0' + digits : digits;
  return octetsOf(2, positive.length) + positive;
}
