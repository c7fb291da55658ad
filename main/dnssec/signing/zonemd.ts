/** ZONEMD: the digest of the zone, made last, since it covers all signatures but its own (RFC 8976 §3). */
import { createHash, type Hash } from 'node:crypto';
import { octetsFrom, octetsOf, readU32, type Octets } from '../../../shared/dns/octets.ts';
import { canonicalRdata } from '../../../shared/dns/rdata/registry.ts';
import { coveredTypeOf } from '../../../shared/dns/rdata/rrsig.ts';
import { soa } from '../../../shared/dns/rdata/soa.ts';
import { zonemd } from '../../../shared/dns/rdata/zonemd.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { CLASS, TYPE } from '../../../shared/dns/types.ts';
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { signRRset } from './rrsig.ts';
import { type Signing, timesOf } from './signing.ts';
import { type Turn } from './turn.ts';

/** The SIMPLE scheme: the one there is (§2.2.2). */
const SIMPLE = 1;
const HASHES: Readonly<Record<number, string>> = { 1: 'sha384', 2: 'sha512' };
/** How many octets are gathered before they are hashed. */
const CHUNK = 1 << 16;

/** Signed contents with the digests of their apex ZONEMD right, if they have one; looks at every record then. */
export async function withZonemd(
  contents: ZoneContents,
  signing: Signing,
  turn: Turn,
): Promise<ZoneContents> {
  const { origin } = contents;
  const set = contents.rrset(origin, TYPE.ZONEMD);
  const rrsigs = contents.rrset(origin, TYPE.RRSIG);
  if (set === undefined || rrsigs === undefined || contents.soa === undefined) return contents;
  const { serial } = soa.parse(contents.soa.rdatas[0]);
  const rdatas: Octets[] = [];
  for (const rdata of set.rdatas) {
    const { scheme, hashAlgorithm } = zonemd.parse(rdata);
    const name = HASHES[hashAlgorithm];
    if (scheme !== SIMPLE || name === undefined) continue; // others' digests would not be right: they are left out
    const digest = await digestOf(contents, createHash(name), turn);
    rdatas.push(zonemd.compose({ serial, scheme, hashAlgorithm, digest }));
  }
  const others = rrsigs.rdatas.filter((rrsig) => coveredTypeOf(rrsig) !== TYPE.ZONEMD);
  if (rdatas.length === 0)
    return contents
      .with(origin, TYPE.ZONEMD, undefined)
      .with(origin, TYPE.RRSIG, { ...rrsigs, rdatas: others });
  const digested = { ...set, rdatas };
  const own = signing.keys.zoneSigners.map((signer) => signRRset(digested, origin, signer, timesOf(signing)));
  return contents
    .with(origin, TYPE.ZONEMD, digested)
    .with(origin, TYPE.RRSIG, { ...rrsigs, rdatas: [...others, ...own] });
}

/** §3.3: every record once in canonical form and order, but for the apex's ZONEMD and its signatures. */
async function digestOf(contents: ZoneContents, digest: Hash, turn: Turn): Promise<Octets> {
  let chunk = '';
  for (const node of contents.nodes()) {
    const isApex = node.owner.wire.length === contents.origin.wire.length;
    for (const rrset of node.rrsets)
      if (!isApex || rrset.type !== TYPE.ZONEMD) chunk += canonicalSet(rrset, isApex);
    if (chunk.length > CHUNK) {
      digest.update(chunk, 'latin1');
      chunk = '';
    }
    if (turn.isOver) await turn.pass();
  }
  return octetsFrom(digest.update(chunk, 'latin1').digest());
}

function canonicalSet({ owner, type, ttlSeconds, rdatas }: RRset, isApex: boolean): string {
  const head = owner.toLowerCase().wire + octetsOf(type >> 8, type & 0xff, 0, CLASS.IN);
  const records = new Set(rdatas.map((rdata) => canonicalRdata(type, rdata)));
  let out = '';
  for (const rdata of [...records].sort()) {
    if (type === TYPE.RRSIG && isApex && coveredTypeOf(rdata) === TYPE.ZONEMD) continue;
    // An RRSIG has the TTL of what it covers, whatever its set is said to have.
    const ttl = type === TYPE.RRSIG ? readU32(rdata, 4) : ttlSeconds;
    out += head + octetsOf(ttl >>> 24, (ttl >>> 16) & 0xff, (ttl >>> 8) & 0xff, ttl & 0xff);
    out += octetsOf(rdata.length >> 8, rdata.length & 0xff) + rdata;
  }
  return out;
}
