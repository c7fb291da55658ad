/**
 * Key material between its forms: Node's KeyObject, JWK (RFC 7517: how OpenSSL and BoringSSL alike hand out the numbers)
 * and the Public Key field of DNSKEY (RFC 3110 §2 for RSA, RFC 6605 §4 for ECDSA, RFC 8080 §3 for Ed25519).
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { promisify } from 'node:util';
import { assert } from '../../../shared/assert.ts';
import { octetsFrom, octetsOf, readU16, type Octets } from '../../../shared/dns/octets.ts';
import { type Algorithm, ALGORITHMS } from './algorithms.ts';

const generate = promisify(generateKeyPair);

/** Makes a new private key. RSA takes some tenths of a second, off the main thread. */
export async function generatePrivateKey(
  algorithm: Algorithm,
  bits: number = algorithm.bits[0],
): Promise<KeyObject> {
  assert(
    algorithm.bits.includes(bits),
    `algorithm ${algorithm.number} is made with ${algorithm.bits.join(' or ')} bits`,
  );
  switch (algorithm.keyType) {
    case 'ec':
      return (await generate('ec', { namedCurve: algorithm.curve!.openssl })).privateKey;
    case 'ed25519':
      return (await generate('ed25519')).privateKey;
    case 'rsa':
      return (await generate('rsa', { modulusLength: bits, publicExponent: 0x10001 })).privateKey;
  }
}

/** The algorithm that signs with such a key; undefined when none that is offered does. RSA means RSASHA256. */
export function algorithmFor(key: KeyObject): Algorithm | undefined {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  return Object.values(ALGORITHMS).find(
    (algorithm) => algorithm.keyType === key.asymmetricKeyType && algorithm.curve?.openssl === curve,
  );
}

/** The Public Key field of the DNSKEY that belongs to a private (or public) key. */
export function publicKeyField(key: KeyObject): Octets {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  const jwk = publicKey.export({ format: 'jwk' });
  if (jwk.kty === 'RSA') {
    const exponent = fromBase64Url(jwk.e);
    const length =
      exponent.length < 256
        ? octetsOf(exponent.length)
        : octetsOf(0, exponent.length >> 8, exponent.length & 0xff);
    return (length + exponent + fromBase64Url(jwk.n)) as Octets;
  }
  return (fromBase64Url(jwk.x) + fromBase64Url(jwk.y)) as Octets;
}

/** The key that verifies, from DNSKEY's Public Key field; undefined when the field does not fit the algorithm. */
export function publicKeyFrom(algorithm: Algorithm, field: Octets): KeyObject | undefined {
  const jwk = publicJwk(algorithm, field);
  if (jwk === undefined) return undefined;
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch (error) {
    // A point that is not on the curve, a modulus of nothing: not a key, whoever sent it.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** A private key from its JWK members; undefined when they make none. */
export function privateKeyFrom(jwk: JsonWebKey): KeyObject | undefined {
  try {
    return createPrivateKey({ key: jwk, format: 'jwk' });
  } catch (error) {
    if (error instanceof Error) return undefined;
    throw error;
  }
}

function publicJwk(algorithm: Algorithm, field: Octets): JsonWebKey | undefined {
  switch (algorithm.keyType) {
    case 'ec': {
      const { jwk, octets } = algorithm.curve!;
      if (field.length !== 2 * octets) return undefined;
      return {
        kty: 'EC',
        crv: jwk,
        x: toBase64Url(field.slice(0, octets)),
        y: toBase64Url(field.slice(octets)),
      };
    }
    case 'ed25519':
      return field.length === 32 ? { kty: 'OKP', crv: 'Ed25519', x: toBase64Url(field) } : undefined;
    case 'rsa': {
      const long = field.charCodeAt(0) === 0;
      const start = long ? 3 : 1;
      const end = start + (long ? readU16(field, 1) : field.charCodeAt(0));
      if (!(end < field.length)) return undefined;
      return { kty: 'RSA', e: toBase64Url(field.slice(start, end)), n: toBase64Url(field.slice(end)) };
    }
  }
}

/** Base64url without padding, as JWK writes numbers and points. */
export function toBase64Url(octets: string): string {
  return Buffer.from(octets, 'latin1').toString('base64url');
}

/** Octets of a JWK member; none for one that the key type does not have. */
export function fromBase64Url(text: string | undefined): Octets {
  return octetsFrom(Buffer.from(text ?? '', 'base64url'));
}
