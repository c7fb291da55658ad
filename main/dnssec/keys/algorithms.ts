/**
 * The DNSSEC algorithms that are offered: those that RFC 8624 §3.1 recommends for signing and that both Node's OpenSSL and
 * Electron's BoringSSL have. Ed448 (16) is missing from the latter; the SHA-1 ones must not be used for signing any more.
 */

/** One algorithm of IANA's registry, as this app uses it. */
export interface Algorithm {
  readonly number: AlgorithmNumber;
  readonly mnemonic: string;
  /** What Node calls the key. */
  readonly keyType: 'ec' | 'ed25519' | 'rsa';
  /** EC: the curve, by the names of OpenSSL and of JWK, and the octets of a coordinate. */
  readonly curve?: { readonly openssl: string; readonly jwk: string; readonly octets: number };
  /** The digest that is signed; null where the algorithm digests by itself. */
  readonly digest: 'sha256' | 'sha384' | null;
  /** Key sizes that can be made, the default first; for RSA there is a choice. */
  readonly bits: readonly [number, ...number[]];
  /** About what one signature takes (one core of 2024, RSA with 2048 bits): decides what goes to worker threads. */
  readonly signMicroseconds: number;
}

export type AlgorithmNumber = 8 | 13 | 14 | 15;

/** By number; RFC 5702, RFC 6605, RFC 8080. */
export const ALGORITHMS: Readonly<Record<AlgorithmNumber, Algorithm>> = {
  8: {
    number: 8,
    mnemonic: 'RSASHA256',
    keyType: 'rsa',
    digest: 'sha256',
    bits: [2048, 3072],
    signMicroseconds: 700,
  },
  13: {
    number: 13,
    mnemonic: 'ECDSAP256SHA256',
    keyType: 'ec',
    curve: { openssl: 'prime256v1', jwk: 'P-256', octets: 32 },
    digest: 'sha256',
    bits: [256],
    signMicroseconds: 25,
  },
  14: {
    number: 14,
    mnemonic: 'ECDSAP384SHA384',
    keyType: 'ec',
    curve: { openssl: 'secp384r1', jwk: 'P-384', octets: 48 },
    digest: 'sha384',
    bits: [384],
    signMicroseconds: 900,
  },
  15: {
    number: 15,
    mnemonic: 'ED25519',
    keyType: 'ed25519',
    digest: null,
    bits: [256],
    signMicroseconds: 40,
  },
};

/** The algorithm of a number, or undefined when it is not offered. */
export function algorithmOf(number: number): Algorithm | undefined {
  return (ALGORITHMS as Readonly<Record<number, Algorithm>>)[number];
}
