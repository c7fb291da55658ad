/**
 * Record sets on their way to a worker thread, and their signatures on the way back, each as one run of octets: a message of
 * thousands of objects would hold up the main thread for longer than signing them takes the worker.
 *
 *     sets       = (owner type:u16 ttl:u32 records:u16 (length:u16 rdata){records})*     owner in wire form
 *     signatures = (length:u16 rrsig-rdata)*                                              set by set, signer by signer
 */
import { Name } from '../../../shared/dns/name.ts';
import { octetsOf, readU16, readU32, type Octets } from '../../../shared/dns/octets.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { signRRset, type Signer } from './rrsig.ts';
import { type SigningTimes } from './signing-times.ts';

/** One message to a worker. */
export interface SignatureBatch {
  readonly sets: Octets;
  /** Wire form of the zone's name. */
  readonly origin: Octets;
  readonly signers: readonly Signer[];
  readonly times: SigningTimes;
}

export function packSets(sets: readonly RRset[]): Octets {
  let packed = '';
  for (const { owner, type, ttlSeconds, rdatas } of sets) {
    packed += owner.wire + octetsOf(type >> 8, type & 0xff);
    packed += octetsOf(
      ttlSeconds >>> 24,
      (ttlSeconds >>> 16) & 0xff,
      (ttlSeconds >>> 8) & 0xff,
      ttlSeconds & 0xff,
    );
    packed += octetsOf(rdatas.length >> 8, rdatas.length & 0xff);
    for (const rdata of rdatas) packed += octetsOf(rdata.length >> 8, rdata.length & 0xff) + rdata;
  }
  return packed as Octets;
}

/** In the worker: signs all sets of a batch. */
export function signBatch({ sets, origin, signers, times }: SignatureBatch): Uint8Array<ArrayBuffer> {
  const zone = Name.fromWire(origin);
  let bytes = Buffer.allocUnsafeSlow(4096);
  let length = 0;
  for (const rrset of unpackSets(sets)) {
    for (const signer of signers) {
      const rrsig = signRRset(rrset, zone, signer, times);
      if (length + 2 + rrsig.length > bytes.length) {
        const grown = Buffer.allocUnsafeSlow(2 * bytes.length + rrsig.length);
        bytes.copy(grown);
        bytes = grown;
      }
      bytes.writeUInt16BE(rrsig.length, length);
      bytes.write(rrsig, length + 2, 'latin1');
      length += 2 + rrsig.length;
    }
  }
  return new Uint8Array(bytes.buffer, 0, length);
}

/** The signatures of a reply, in their order. */
export function unpackSignatures(bytes: Uint8Array): Octets[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const signatures: Octets[] = [];
  for (let at = 0; at < buffer.length;) {
    const end = at + 2 + buffer.readUInt16BE(at);
    signatures.push(buffer.toString('latin1', at + 2, end) as Octets);
    at = end;
  }
  return signatures;
}

function* unpackSets(packed: Octets): Generator<RRset> {
  for (let at = 0; at < packed.length;) {
    const start = at;
    while (packed.charCodeAt(at) > 0) at += 1 + packed.charCodeAt(at);
    const owner = Name.fromWire(packed.slice(start, ++at) as Octets);
    const type = readU16(packed, at);
    const ttlSeconds = readU32(packed, at + 2);
    const rdatas: Octets[] = [];
    let left = readU16(packed, at + 6);
    for (at += 8; left > 0; left--) {
      const end = at + 2 + readU16(packed, at);
      rdatas.push(packed.slice(at + 2, end) as Octets);
      at = end;
    }
    yield { owner, type, ttlSeconds, rdatas };
  }
}
