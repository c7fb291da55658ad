/**
 * BIND's private key files (`K….private`, formats 1.2 and 1.3), which are also what `pdnsutil export-zone-key` prints: lines
 * of `Name: value`. RSA's numbers have the names of PKCS#1 (RFC 8017 §3.2), all in base64; the rest is one `PrivateKey`.
 * The file names neither zone nor flags: those stand in the `.key` beside it.
 */
import { createECDH, createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { printName } from '../../../shared/dns/name-text.ts';
import { type Name } from '../../../shared/dns/name.ts';
import { dnskey } from '../../../shared/dns/rdata/dnskey.ts';
import { type Algorithm, algorithmOf } from './algorithms.ts';
import { type KeyFault } from './key-fault.ts';
import { privateKeyFrom } from './key-material.ts';
import { type ZoneKey } from './zone-key.ts';

/** RSA's numbers: the file's names and JWK's (RFC 7518 §6.3). */
const RSA_NUMBERS = [
  ['Modulus', 'n'],
  ['PublicExponent', 'e'],
  ['PrivateExponent', 'd'],
  ['Prime1', 'p'],
  ['Prime2', 'q'],
  ['Exponent1', 'dp'],
  ['Exponent2', 'dq'],
  ['Coefficient', 'qi'],
] as const;

/** True for text in this format, of whatever version. */
export function isBindPrivateKey(text: string): boolean {
  return /^\s*Private-key-format:/m.test(text);
}

/** A `.private` file's key and algorithm. */
export function parseBindPrivateKey(
  text: string,
): { readonly algorithm: Algorithm; readonly privateKey: KeyObject } | KeyFault {
  const fields = new Map<string, string>();
  for (const [, name, value] of text.matchAll(/^[ \t]*([A-Za-z0-9-]+):[ \t]*(.*?)[ \t\r]*$/gm))
    fields.set(name, value);
  if (!/^v1\.[23]$/.test(fields.get('Private-key-format') ?? ''))
    return { code: 'unreadable-private-key', expected: 'Private-key-format: v1.2 or v1.3' };
  const number = /^\d+/.exec(fields.get('Algorithm') ?? '')?.[0];
  if (number === undefined) return { code: 'unreadable-private-key', expected: 'Algorithm: with a number' };
  const algorithm = algorithmOf(Number(number));
  if (algorithm === undefined)
    return { code: 'algorithm-not-offered', algorithm: fields.get('Algorithm') ?? number };
  const jwk = algorithm.keyType === 'rsa' ? rsaJwk(fields) : scalarJwk(algorithm, fields);
  if (typeof jwk === 'string') return { code: 'unreadable-private-key', expected: jwk };
  const privateKey = jwk === undefined ? undefined : privateKeyFrom(jwk);
  if (privateKey === undefined)
    return { code: 'unreadable-private-key', expected: `a private key of ${algorithm.mnemonic}` };
  return { algorithm, privateKey };
}

/** The `.private` text of a key (format 1.3, without BIND's timing lines). */
export function printBindPrivateKey({ algorithm, privateKey }: ZoneKey): string {
  const jwk = privateKey.export({ format: 'jwk' });
  const numbers: readonly (readonly [string, string | undefined])[] =
    algorithm.keyType === 'rsa'
      ? RSA_NUMBERS.map(([name, member]) => [name, jwk[member]])
      : [['PrivateKey', jwk.d]];
  return [
    'Private-key-format: v1.3',
    `Algorithm: ${algorithm.number} (${algorithm.mnemonic})`,
    ...numbers.map(([name, value]) => `${name}: ${Buffer.from(value ?? '', 'base64url').toString('base64')}`),
    '',
  ].join('\n');
}

/** The `.key` text of a key. */
export function printBindPublicKey(zone: Name, key: ZoneKey): string {
  const what = key.role === 'zsk' ? 'zone-signing' : 'key-signing';
  return `; This is a ${what} key, keyid ${key.keyTag}, for ${printName(zone)}\n${dnskeyLine(zone, key)}\n`;
}

/** What BIND calls the two files, without `.key` and `.private`: Kexample.com.+013+12345. */
export function bindKeyFileName(zone: Name, { algorithm, keyTag }: ZoneKey): string {
  const name = printName(zone.toLowerCase()).replaceAll('/', '%2F');
  return `K${name}+${String(algorithm.number).padStart(3, '0')}+${String(keyTag).padStart(5, '0')}`;
}

/** The DNSKEY as one line of a zone file. */
export function dnskeyLine(zone: Name, key: ZoneKey): string {
  return `${printName(zone)} IN DNSKEY ${dnskey.print(key.dnskey)}`;
}

/** JWK members, or what was expected. */
function rsaJwk(fields: ReadonlyMap<string, string>): JsonWebKey | string {
  const jwk: Record<string, string> = { kty: 'RSA' };
  for (const [name, member] of RSA_NUMBERS) {
    const value = fields.get(name);
    if (value === undefined || value === '') return `${name}: with a number in base64`;
    jwk[member] = Buffer.from(value, 'base64').toString('base64url');
  }
  return jwk;
}

/** EC and Ed25519 keys are one number; JWK wants the public point beside it, which follows from it. */
function scalarJwk(
  algorithm: Algorithm,
  fields: ReadonlyMap<string, string>,
): JsonWebKey | string | undefined {
  const octets = algorithm.curve?.octets ?? 32;
  const expected = `PrivateKey: with ${octets} octets in base64`;
  const given = Buffer.from(fields.get('PrivateKey') ?? '', 'base64');
  if (given.length === 0 || given.length > octets) return expected;
  // BIND drops no leading zeros, others may have.
  const scalar = Buffer.concat([Buffer.alloc(octets - given.length), given]);
  if (algorithm.curve === undefined) return ed25519Jwk(scalar);
  const ecdh = createECDH(algorithm.curve.openssl);
  try {
    ecdh.setPrivateKey(scalar);
  } catch (error) {
    if (error instanceof Error) return undefined; // zero, or beyond the curve's order
    throw error;
  }
  const point = ecdh.getPublicKey();
  const part = (at: number): string => point.subarray(at, at + octets).toString('base64url');
  return {
    kty: 'EC',
    crv: algorithm.curve.jwk,
    d: scalar.toString('base64url'),
    x: part(1),
    y: part(1 + octets),
  };
}

/** OpenSSL works out the public half itself when it is given the seed as PKCS#8 (RFC 8410 §7). */
function ed25519Jwk(seed: Buffer): JsonWebKey {
  const key = Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]);
  return createPrivateKey({ key, format: 'der', type: 'pkcs8' }).export({ format: 'jwk' });
}
