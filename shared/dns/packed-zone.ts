/**
 * The packed form of zones: one run of octets for snapshots on disk, differences between versions, and workers.
 *
 *     set     = owner type:u16 ttl:u32 count:u32 record{count}       record = length:u16 rdata
 *     owner   = 0 (the same as the set before) | length:u8 wire      wire as in RFC 1035 §3.1, case kept
 *     zone    = "HPZ1" sets:u32 set{sets}                            in canonical order, then by type
 *     changes = "HPC1" changes:u32 (owner type:u16 before after){changes}    each side: ttl:u32 count:u32 record{count}, count 0 = no set
 *
 * A reader trusts nothing: lengths are bounded, names well formed, order strictly ascending; what is not throws a WireError.
 * Reading goes in steps, so that a large zone never holds up the thread that loads it.
 */
import { Name } from './name.ts';
import { octetsFrom, type Octets } from './octets.ts';
import { type RRset } from './rrset.ts';
import { WireError } from './wire-reader.ts';
import { WireWriter } from './wire-writer.ts';
import { ZoneContents, type RRsetChange, type ZoneNode } from './zone-contents.ts';

const ZONE_MARK = 'HPZ1' as Octets;
const CHANGES_MARK = 'HPC1' as Octets;
const SETS_PER_STEP = 1000;
const OCTETS_PER_STEP = 1 << 18;
const TTL_MOST = 0x7fffffff;

/** Packs a whole zone. */
export function packContents(contents: ZoneContents): Uint8Array {
  const writer = new WireWriter('plain', 64 + contents.recordCount * 48);
  writer.octets(ZONE_MARK);
  writer.u32(contents.rrsetCount);
  for (const node of contents.nodes()) {
    let owner: Name | undefined = node.owner;
    for (const rrset of node.rrsets) {
      packOwner(writer, owner);
      owner = undefined;
      writer.u16(rrset.type);
      packSide(writer, rrset);
    }
  }
  return writer.finish();
}

/** Unpacks a zone in steps of a few milliseconds; yields the sets read so far. Throws WireError. */
export function* unpackContents(bytes: Uint8Array, origin: Name): Generator<number, ZoneContents> {
  const reader = new PackedReader(yield* toOctets(bytes), ZONE_MARK);
  const sets = reader.u32();
  const nodes: ZoneNode[] = [];
  const rrsets: RRset[] = [];
  let last: Name | undefined;
  for (let read = 0; read < sets; read++) {
    const owner = reader.owner(last);
    const type = reader.u16();
    if (owner !== last) {
      if (last !== undefined) {
        if (last.order >= owner.order) reader.fail('a name behind the one before');
        nodes.push({ owner: last, rrsets: fitted(rrsets) });
      }
      rrsets.length = 0;
      last = owner;
    } else if (rrsets[rrsets.length - 1].type >= type) reader.fail('a type above the one before');
    rrsets.push(reader.side(owner, type) ?? reader.fail('a set with records'));
    if ((read + 1) % SETS_PER_STEP === 0) yield read + 1;
  }
  reader.expectEnd();
  if (last !== undefined) nodes.push({ owner: last, rrsets: fitted(rrsets) });
  return ZoneContents.fromSortedNodes(origin, nodes);
}

/** Packs the changes that lead from one version to another. */
export function packChanges(changes: Iterable<RRsetChange>): Uint8Array {
  const writer = new WireWriter('plain', 4096);
  writer.octets(CHANGES_MARK);
  writer.u32(0);
  let count = 0;
  let last: Name | undefined;
  for (const { owner, type, before, after } of changes) {
    packOwner(writer, owner === last ? undefined : owner);
    last = owner;
    writer.u16(type);
    packSide(writer, before);
    packSide(writer, after);
    count++;
  }
  writer.patchU16(CHANGES_MARK.length, count >>> 16);
  writer.patchU16(CHANGES_MARK.length + 2, count & 0xffff);
  return writer.finish();
}

/** Unpacks changes in steps; yields how many were read so far. Throws WireError. */
export function* unpackChanges(bytes: Uint8Array): Generator<number, readonly RRsetChange[]> {
  const reader = new PackedReader(yield* toOctets(bytes), CHANGES_MARK);
  const count = reader.u32();
  const changes: RRsetChange[] = [];
  let owner: Name | undefined;
  for (let read = 0; read < count; read++) {
    owner = reader.owner(owner);
    const type = reader.u16();
    changes.push({ owner, type, before: reader.side(owner, type), after: reader.side(owner, type) });
    if ((read + 1) % SETS_PER_STEP === 0) yield read + 1;
  }
  reader.expectEnd();
  return changes;
}

/** Runs an unpacking to its end at once, where nobody waits. */
export function unpackedAtOnce<T>(steps: Generator<number, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function packOwner(writer: WireWriter, owner: Name | undefined): void {
  writer.u8(owner?.wire.length ?? 0);
  if (owner !== undefined) writer.octets(owner.wire);
}

function packSide(writer: WireWriter, rrset: RRset | undefined): void {
  writer.u32(rrset?.ttlSeconds ?? 0);
  writer.u32(rrset?.rdatas.length ?? 0);
  for (const rdata of rrset?.rdatas ?? []) {
    writer.u16(rdata.length);
    writer.octets(rdata);
  }
}

/** A list that takes no more room than its items: one that grew has room for 17, and a zone has a list or two per name. */
function fitted<T>(items: readonly T[]): readonly T[] {
  return items.slice();
}

/** All octets as one string: names and data are then slices of it, which cost no copying. */
function* toOctets(bytes: Uint8Array): Generator<number, Octets> {
  const pieces: Octets[] = [];
  for (let at = 0; at < bytes.length; at += OCTETS_PER_STEP) {
    pieces.push(octetsFrom(bytes, at, Math.min(bytes.length, at + OCTETS_PER_STEP)));
    yield 0;
  }
  return pieces.join('') as Octets;
}

/** A bounded cursor over packed octets. */
class PackedReader {
  readonly #octets: Octets;
  #at: number;

  constructor(octets: Octets, mark: Octets) {
    this.#octets = octets;
    this.#at = mark.length;
    if (!octets.startsWith(mark)) throw new WireError(0, `a packed zone of the form ${mark}`);
  }

  u8(): number {
    this.#need(1);
    return this.#octets.charCodeAt(this.#at++);
  }

  u16(): number {
    return (this.u8() << 8) | this.u8();
  }

  u32(): number {
    return this.u16() * 0x10000 + this.u16();
  }

  /** An owner's name, or the one before. */
  owner(last: Name | undefined): Name {
    const length = this.u8();
    if (length === 0) return last ?? this.fail('the first name');
    const wire = this.#slice(length);
    let at = 0;
    while (at < length && wire.charCodeAt(at) > 0 && wire.charCodeAt(at) < 64) at += 1 + wire.charCodeAt(at);
    return at === length - 1 ? Name.fromWire(wire) : this.fail('a well-formed name');
  }

  /** A set, or undefined for one without records. */
  side(owner: Name, type: number): RRset | undefined {
    const ttlSeconds = this.u32();
    if (ttlSeconds > TTL_MOST) this.fail('a TTL of at most 31 bits');
    const count = this.u32();
    if (count === 0) return undefined;
    const rdatas: Octets[] = [];
    for (let left = count; left > 0; left--) rdatas.push(this.#slice(this.u16()));
    return { owner, type, ttlSeconds, rdatas: fitted(rdatas) };
  }

  expectEnd(): void {
    if (this.#at !== this.#octets.length) this.fail('the end');
  }

  fail(expected: string): never {
    throw new WireError(this.#at, expected);
  }

  #slice(length: number): Octets {
    this.#need(length);
    return this.#octets.slice(this.#at, (this.#at += length)) as Octets;
  }

  #need(length: number): void {
    if (this.#at + length > this.#octets.length) this.fail(`${length} more octets`);
  }
}
