/**
 * ZONEMD's digest of a zone (RFC 8976 §3): SHA-384 or SHA-512 over all its records in canonical form and order.
 *
 * This floor is pure, so the hash is passed in; `crypto.createHash('sha384')` fits as it is.
 */
import { readU32, type Octets } from './octets.ts';
import { canonicalRdata } from './rdata/registry.ts';
import { type RRset } from './rrset.ts';
import { CLASS, TYPE } from './types.ts';
import { WireWriter } from './wire-writer.ts';
import { type ZoneContents } from './zone-contents.ts';

/** The one scheme there is: every record in one digest (RFC 8976 §2.2.2). */
export const ZONEMD_SIMPLE = 1;

/** The part of a hash object that is used here. */
export interface Hash {
  update(bytes: Uint8Array): unknown;
}

/** Feeds a zone to a hash; the caller then asks it for the digest. Yields now and then, so that it can be interleaved. */
export function* hashZone(contents: ZoneContents, hash: Hash): Generator<void> {
  for (const bytes of canonicalZone(contents)) {
    hash.update(bytes);
    yield;
  }
}

/** The octets that the digest covers (RFC 8976 §3.3.1), in runs of some 64 kB. */
export function* canonicalZone(contents: ZoneContents): Generator<Uint8Array> {
  let writer = new WireWriter('canonical', RUN);
  for (const node of contents.nodes()) {
    if (!node.owner.isAtOrBelow(contents.origin)) continue;
    const owner = node.owner.toLowerCase().wire;
    const isApex = node.owner.equals(contents.origin);
    for (const rrset of node.rrsets)
      if (!isApex || rrset.type !== TYPE.ZONEMD) writeSet(writer, owner, rrset, isApex);
    if (writer.length < RUN) continue;
    yield writer.finish();
    writer = new WireWriter('canonical', RUN);
  }
  if (writer.length > 0) yield writer.finish();
}

/** A ZONEMD record's data (RFC 8976 §2.2). */
export function zonemdRdata(soa: Octets, algorithm: number, digest: Octets): Octets {
  const serial = readU32(soa, soa.length - 20);
  const writer = new WireWriter('plain', 6 + digest.length);
  writer.u32(serial);
  writer.u8(ZONEMD_SIMPLE);
  writer.u8(algorithm);
  writer.octets(digest);
  return writer.toOctets();
}

/** A set in canonical form and order (RFC 4034 §6.2, §6.3), without signatures over the ZONEMD that is being made. */
function writeSet(
  writer: WireWriter,
  owner: Octets,
  { type, ttlSeconds, rdatas }: RRset,
  isApex: boolean,
): void {
  const canonical = rdatas.map((rdata) => canonicalRdata(type, rdata)).sort();
  let last: Octets | undefined;
  for (const rdata of canonical) {
    if (rdata === last || (isApex && type === TYPE.RRSIG && covers(rdata) === TYPE.ZONEMD)) continue;
    last = rdata;
    writer.octets(owner);
    writer.u16(type);
    writer.u16(CLASS.IN);
    writer.u32(ttlSeconds);
    writer.u16(rdata.length);
    writer.octets(rdata);
  }
}

function covers(rrsig: Octets): number {
  return (rrsig.charCodeAt(0) << 8) | rrsig.charCodeAt(1);
}

const RUN = 1 << 16;
