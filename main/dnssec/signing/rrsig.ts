/** RRSIGs: what they sign, byte for byte (RFC 4034 §3.1.8.1, §6; RFC 6840 §5.1), making them, reading and verifying them. */
import { type KeyObject } from 'node:crypto';
import { type Name } from '../../../shared/dns/name.ts';
import { octetsOf, readU16, readU32, type Octets } from '../../../shared/dns/octets.ts';
import { canonicalRdata } from '../../../shared/dns/rdata/registry.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { CLASS } from '../../../shared/dns/types.ts';
import { type Algorithm } from '../keys/algorithms.ts';
import { signOctets, verifyOctets } from '../keys/signature.ts';
import { expirationSeconds, inceptionSeconds, type SigningTimes } from './signing-times.ts';

/** Who signs: what an RRSIG says of its key, and the key. Crosses to worker threads as it is. */
export interface Signer {
  readonly algorithm: Algorithm;
  readonly keyTag: number;
  readonly privateKey: KeyObject;
}

/** RRSIG rdata that signs `rrset` in the zone `origin`. */
export function signRRset(rrset: RRset, origin: Name, signer: Signer, times: SigningTimes): Octets {
  const head = rrsigHead(rrset, origin, signer, times);
  const data = toBytes(signedData(head, rrset));
  return (head + signOctets(signer.algorithm, signer.privateKey, data)) as Octets;
}

/** True when the RRSIG (its rdata) is a signature of the key over `rrset`; its times are another question. */
export function verifyRRset(rrset: RRset, rrsig: Octets, algorithm: Algorithm, key: KeyObject): boolean {
  let signatureAt = SIGNER_AT;
  while (rrsig.charCodeAt(signatureAt) > 0) signatureAt += 1 + rrsig.charCodeAt(signatureAt);
  const head = rrsig.slice(0, ++signatureAt) as Octets;
  return verifyOctets(algorithm, key, toBytes(signedData(head, rrset)), rrsig.slice(signatureAt) as Octets);
}

/** The Type Covered of RRSIG rdata. */
export function coveredTypeOf(rrsig: Octets): number {
  return readU16(rrsig, 0);
}

/** The Signature Expiration of RRSIG rdata, in seconds since 1970. */
export function expirationOf(rrsig: Octets): number {
  return readU32(rrsig, 8);
}

/** The Signature Inception of RRSIG rdata, in seconds since 1970. */
export function inceptionOf(rrsig: Octets): number {
  return readU32(rrsig, 12);
}

/** The Algorithm and Key Tag of RRSIG rdata, as one number: all that it says of its key. */
export function keyOfRrsig(rrsig: Octets): number {
  return rrsig.charCodeAt(2) * 0x10000 + readU16(rrsig, 16);
}

/** The Algorithm and Key Tag of RRSIG rdata as text, `13 4711`. */
export function printSigner(rrsig: Octets): string {
  return `${rrsig.charCodeAt(2)} ${readU16(rrsig, 16)}`;
}

/** What the RRSIGs of a signer answer to `keyOfRrsig`. */
export function keyOf({ algorithm, keyTag }: Signer): number {
  return algorithm.number * 0x10000 + keyTag;
}

/** RRSIG's Labels field: the root's and a leading asterisk do not count (RFC 4034 §3.1.3). */
export function rrsigLabels(owner: Name): number {
  return owner.labelCount - (owner.isWildcard ? 1 : 0);
}

/** RRSIG rdata up to the Signature field. */
function rrsigHead(rrset: RRset, origin: Name, { algorithm, keyTag }: Signer, times: SigningTimes): Octets {
  const { owner, type, ttlSeconds } = rrset;
  return (octetsOf(type >> 8, type & 0xff, algorithm.number, rrsigLabels(owner)) +
    u32(ttlSeconds) +
    u32(expirationSeconds(times, owner.order, type)) +
    u32(inceptionSeconds(times)) +
    octetsOf(keyTag >> 8, keyTag & 0xff) +
    origin.toLowerCase().wire) as Octets;
}

/**
 * What is signed: the RRSIG's rdata without the signature, then each record in canonical form and order. The TTL is the one
 * that the RRSIG names; equal records count once (RFC 4034 §6.3).
 */
function signedData(head: Octets, { owner, type, rdatas }: RRset): Octets {
  const start =
    canonicalOwner(owner, head.charCodeAt(3)) +
    octetsOf(type >> 8, type & 0xff, 0, CLASS.IN) +
    head.slice(4, 8);
  if (rdatas.length === 1) return (head + start + withLength(canonicalRdata(type, rdatas[0]))) as Octets;
  let data: string = head;
  let last: Octets | undefined;
  for (const rdata of rdatas.map((each) => canonicalRdata(type, each)).sort()) {
    if (rdata !== last) data += start + withLength(rdata);
    last = rdata;
  }
  return data as Octets;
}

/** The owner as it is signed: what a wildcard was expanded to counts as the wildcard (RFC 4035 §5.3.2). */
function canonicalOwner(owner: Name, labels: number): Octets {
  let name = owner.toLowerCase();
  const expanded = rrsigLabels(name) > labels;
  while (name.labelCount > labels && expanded) name = name.parent;
  return expanded ? (('\x01*' + name.wire) as Octets) : name.wire;
}

const withLength = (rdata: Octets): string => octetsOf(rdata.length >> 8, rdata.length & 0xff) + rdata;

const u32 = (value: number): string =>
  String.fromCharCode(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);

/** The octets as bytes, in one buffer that the next call overwrites: each signature uses them up before. */
function toBytes(octets: Octets): Uint8Array {
  if (scratch.length < octets.length) scratch = Buffer.allocUnsafeSlow(2 * octets.length);
  return scratch.subarray(0, scratch.write(octets, 'latin1'));
}

let scratch = Buffer.allocUnsafeSlow(4096);
/** Where the Signer's Name stands in RRSIG rdata. */
const SIGNER_AT = 18;
