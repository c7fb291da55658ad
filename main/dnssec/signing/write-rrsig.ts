/** Signing itself: the one part of RRSIGs that worker threads load, so that they start quickly and stay small. */
import { type KeyObject } from 'node:crypto';
import { type Octets } from '../../../shared/dns/octets.ts';
import { type Algorithm } from '../keys/algorithms.ts';
import { SIGNATURE_MOST_OCTETS, writeSignature } from '../keys/signature.ts';

/** Who signs: what an RRSIG says of its key, and the key. Crosses to worker threads as it is. */
export interface Signer {
  readonly algorithm: Algorithm;
  readonly keyTag: number;
  readonly privateKey: KeyObject;
}

/**
 * Signs an input (see signingInput of rrsig.ts), which is made the signer's before; writes the RRSIG's rdata to `out` at `at`.
 * Where that ends. `zone`: its name in canonical wire form.
 */
export function writeRrsig(
  input: Buffer,
  zone: Octets,
  { algorithm, keyTag, privateKey }: Signer,
  out: Buffer,
  at: number,
): number {
  input[ALGORITHM_AT] = algorithm.number;
  input.writeUInt16BE(keyTag, KEY_TAG_AT);
  const signatureAt = at + input.copy(out, at, 0, SIGNER_AT + zone.length);
  return writeSignature(algorithm, privateKey, input, out, signatureAt);
}

/** As long as RRSIG rdata gets in a zone of this name. */
export function rrsigMostOctets(zone: Octets): number {
  return SIGNER_AT + zone.length + SIGNATURE_MOST_OCTETS;
}

/** Where fields stand in RRSIG rdata (RFC 4034 §3.1). */
const ALGORITHM_AT = 2;
const KEY_TAG_AT = 16;
export const SIGNER_AT = 18;
