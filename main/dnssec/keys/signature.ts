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

/** The Signature field of an RRSIG over `data` (RFC 4034 §3.1.8). */
export function signOctets(algorithm: Algorithm, key: KeyObject, data: Uint8Array): Octets {
  const signature = sign(algorithm.digest, data, key);
  return algorithm.curve === undefined
    ? (signature.toString('latin1') as Octets)
    : fixedWidthOf(signature, algorithm.curve.octets);
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
function fixedWidthOf(der: Buffer, width: number): Octets {
  const rLength = der[3];
  const sAt = 4 + rLength + 2;
  return (fixedWidth(der, 4, rLength, width) + fixedWidth(der, sAt, der[sAt - 1], width)) as Octets;
}

function fixedWidth(der: Buffer, at: number, length: number, width: number): string {
  // A leading zero octet keeps a DER integer positive; a short one has lost its own leading zeros.
  return length >= width
    ? der.toString('latin1', at + length - width, at + length)
    : '\0'.repeat(width - length) + der.toString('latin1', at, at + length);
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
