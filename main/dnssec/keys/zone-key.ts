/** Zone keys: a private key with the DNSKEY that is published for it (RFC 4034 §2). */
import { type KeyObject } from 'node:crypto';
import { type Octets } from '../../../shared/dns/octets.ts';
import { dnskey } from '../../../shared/dns/rdata/dnskey.ts';
import { type Algorithm, ALGORITHMS, type AlgorithmNumber } from './algorithms.ts';
import { generatePrivateKey, publicKeyField } from './key-material.ts';
import { keyTagOf } from './key-tag.ts';

/** What a key is for: a CSK signs all, a KSK only the keys (and CDS, CDNSKEY), a ZSK all the rest. */
export type KeyRole = 'csk' | 'ksk' | 'zsk';

export interface ZoneKey {
  readonly role: KeyRole;
  readonly algorithm: Algorithm;
  /** RFC 4034 appendix B. */
  readonly keyTag: number;
  /** DNSKEY rdata. */
  readonly dnskey: Octets;
  readonly privateKey: KeyObject;
}

/** DNSKEY's Flags (RFC 4034 §2.1.1): zone key; with the SEP bit what a DS may name. */
export const KEY_FLAGS: Readonly<Record<KeyRole, number>> = { csk: 257, ksk: 257, zsk: 256 };

/** The zone key of a private key; its algorithm must be the one that signs with such a key. */
export function zoneKeyOf(role: KeyRole, algorithm: Algorithm, privateKey: KeyObject): ZoneKey {
  const rdata = dnskey.compose({
    flags: KEY_FLAGS[role],
    protocol: 3,
    algorithm: algorithm.number,
    publicKey: publicKeyField(privateKey),
  });
  return { role, algorithm, keyTag: keyTagOf(rdata), dnskey: rdata, privateKey };
}

/**
 * Makes a key whose tag is none of `takenTags`: those of the zone's other keys, retired ones included. Two keys of one tag
 * are allowed, but validators then have to try both (CVE-2023-50387), and we could not tell whose a signature is.
 */
export async function generateZoneKey(
  role: KeyRole,
  number: AlgorithmNumber,
  { bits, takenTags = [] }: { bits?: number; takenTags?: readonly number[] } = {},
): Promise<ZoneKey> {
  const algorithm = ALGORITHMS[number];
  for (;;) {
    const key = zoneKeyOf(role, algorithm, await generatePrivateKey(algorithm, bits));
    if (!takenTags.includes(key.keyTag)) return key;
  }
}
