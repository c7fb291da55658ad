/**
 * NSEC3's hashed names (RFC 5155 §5), with the only parameters made here: SHA-1 once, no extra iterations, no salt
 * (RFC 9276 §3.1).
 */
import { hash } from 'node:crypto';
import { assert } from '../../shared/assert.ts';
import { base32HexEncode } from '../../shared/dns/encodings.ts';
import { type Name } from '../../shared/dns/name.ts';
import { type Octets } from '../../shared/dns/octets.ts';

/** Octets of a SHA-1 digest. */
export const NSEC3_HASH_LENGTH = 20;

/** NSEC3PARAM rdata, and what NSEC3 rdata begins with: SHA-1, no flags, 0 iterations, no salt (RFC 5155 §4.2). */
export const NSEC3_PARAMETERS = '\x01\0\0\0\0' as Octets;

/** IH(name): its order is the order of the chain. */
export function nsec3Hash(name: Name): Octets {
  return hash('sha1', Buffer.from(name.toLowerCase().wire, 'latin1'), 'binary') as string as Octets;
}

/** The owner name that a hash stands at. */
export function nsec3Owner(hashed: Octets, origin: Name): Name {
  const owner = origin.child(base32HexEncode(hashed).toLowerCase() as Octets);
  assert(owner !== undefined, 'a signed zone with NSEC3 has a name of at most 222 octets');
  return owner;
}
