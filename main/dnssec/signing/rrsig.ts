/** RRSIGs: what they sign, byte for byte (RFC 4034 §3.1.8.1, §6; RFC 6840 §5.1), making, reading and verifying them. */
import { type KeyObject } from 'node:crypto';
import { type Name } from '../../../shared/dns/name.ts';
import { readU16, readU32, type Octets } from '../../../shared/dns/octets.ts';
import { canonicalRdata } from '../../../shared/dns/rdata/registry.ts';
import { coveredTypeOf } from '../../../shared/dns/rdata/rrsig.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { CLASS, TYPE } from '../../../shared/dns/types.ts';
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { type Algorithm } from '../keys/algorithms.ts';
import { verifyOctets } from '../keys/signature.ts';
import { expirationSeconds, inceptionSeconds, type SigningTimes } from './signing-times.ts';
import { rrsigMostOctets, type Signer, SIGNER_AT, writeRrsig } from './write-rrsig.ts';

/** RRSIG rdata that signs `rrset` in the zone `origin`. */
export function signRRset(rrset: RRset, origin: Name, signer: Signer, times: SigningTimes): Octets {
  const zone = origin.toLowerCase().wire;
  const out = Buffer.allocUnsafe(rrsigMostOctets(zone));
  const end = writeRrsig(toBytes(signingInput(rrset, zone, times)), zone, signer, out, 0);
  return out.toString('latin1', 0, end) as Octets;
}

/**
 * What a signature of the set covers: the RRSIG's rdata without the signature, then the records. What says who signs,
 * Algorithm and Key Tag, is left zero for `writeRrsig`. `zone`: its name in canonical wire form.
 */
export function signingInput(rrset: RRset, zone: Octets, times: SigningTimes): Octets {
  const { owner, type, ttlSeconds } = rrset;
  return (String.fromCharCode(type >> 8, type & 0xff, 0, rrsigLabels(owner)) +
    u32(ttlSeconds) +
    u32(expirationSeconds(times, owner.order, type)) +
    u32(inceptionSeconds(times)) +
    '\0\0' +
    zone +
    signedRecords(rrset, owner.toLowerCase().wire, ttlSeconds)) as Octets;
}

/** True when the RRSIG (its rdata) is a signature of the key over `rrset`; its times are another question. */
export function verifyRRset(rrset: RRset, rrsig: Octets, algorithm: Algorithm, key: KeyObject): boolean {
  let signatureAt = SIGNER_AT;
  while (rrsig.charCodeAt(signatureAt) > 0) signatureAt += 1 + rrsig.charCodeAt(signatureAt);
  const head = rrsig.slice(0, ++signatureAt) as Octets;
  const owner = canonicalOwner(rrset.owner, head.charCodeAt(LABELS_AT));
  const data = (head + signedRecords(rrset, owner, readU32(head, TTL_AT))) as Octets;
  return verifyOctets(algorithm, key, toBytes(data), rrsig.slice(signatureAt) as Octets);
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

/** Whose signatures stand over a set at the apex, as `keyOfRrsig` tells them. */
export function apexSigners(served: ZoneContents, type: number): readonly number[] {
  const rrsigs = served.rrset(served.origin, TYPE.RRSIG)?.rdatas ?? [];
  return rrsigs.filter((rrsig) => coveredTypeOf(rrsig) === type).map(keyOfRrsig);
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

/** Each record in canonical form and order, with one TTL; equal records count once (RFC 4034 §6.3). */
function signedRecords({ type, rdatas }: RRset, owner: Octets, ttlSeconds: number): string {
  const start = owner + String.fromCharCode(type >> 8, type & 0xff, 0, CLASS.IN) + u32(ttlSeconds);
  if (rdatas.length === 1) return start + withLength(canonicalRdata(type, rdatas[0]));
  let records = '';
  let last: Octets | undefined;
  for (const rdata of rdatas.map((each) => canonicalRdata(type, each)).sort()) {
    if (rdata !== last) records += start + withLength(rdata);
    last = rdata;
  }
  return records;
}

/** The owner as it is signed: what a wildcard was expanded to counts as the wildcard (RFC 4035 §5.3.2). */
function canonicalOwner(owner: Name, labels: number): Octets {
  let name = owner.toLowerCase();
  const expanded = rrsigLabels(name) > labels;
  while (name.labelCount > labels && expanded) name = name.parent;
  return expanded ? (('\x01*' + name.wire) as Octets) : name.wire;
}

const withLength = (rdata: Octets): string =>
  String.fromCharCode(rdata.length >> 8, rdata.length & 0xff) + rdata;

const u32 = (value: number): string =>
  String.fromCharCode(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff);

/** The octets as bytes, in one buffer that the next call overwrites: each signature uses them up before. */
function toBytes(octets: Octets): Buffer {
  if (scratch.length < octets.length) scratch = Buffer.allocUnsafeSlow(2 * octets.length);
  return scratch.subarray(0, scratch.write(octets, 'latin1'));
}

let scratch = Buffer.allocUnsafeSlow(4096);
/** Where fields stand in RRSIG rdata. */
const LABELS_AT = 3;
const TTL_AT = 4;
