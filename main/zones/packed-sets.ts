/**
 * Changes of record sets as bytes, for snapshots, differences between versions and large edit steps.
 *
 * One change: owner's wire form (length 0: the owner of the change before), type, a flag octet (1 = `before` stands,
 * 2 = `after` stands), then the sides that stand: TTL, values, disabled values, comment in UTF-8. Integers are LEB128
 * (seven bits an octet, lowest first). Nothing is said twice but much repeats: files compress it.
 */
import { utf8Decode, utf8Encode } from '../../shared/dns/encodings.ts';
import { Name } from '../../shared/dns/name.ts';
import { type Octets } from '../../shared/dns/octets.ts';
import { type RecordSet, type RecordSetChange } from './record-set.ts';
import { mapInTurns, Turn } from './turn.ts';

const BEFORE = 1;
const AFTER = 2;

/** The bytes of changes, made in slices. */
export async function packSets(changes: Iterable<RecordSetChange>, turn = new Turn()): Promise<Buffer> {
  const writer = new PackWriter();
  let last: Octets | undefined;
  for (const { owner, type, before, after } of changes) {
    writer.octets(owner.wire === last ? '' : owner.wire);
    last = owner.wire;
    writer.integer(type);
    writer.integer((before === undefined ? 0 : BEFORE) | (after === undefined ? 0 : AFTER));
    if (before !== undefined) writeSet(writer, before);
    if (after !== undefined) writeSet(writer, after);
    if (turn.isOver) await turn.pass();
  }
  return writer.finish();
}

/** Changes from their bytes, in slices. */
export function unpackSets(bytes: Buffer, turn = new Turn()): Promise<RecordSetChange[]> {
  return mapInTurns(setsIn(bytes), (change) => change, turn);
}

/** Changes from their bytes, one at a time. The bytes are ours and verified: see main/storage/blob-file. */
export function* setsIn(bytes: Buffer): Generator<RecordSetChange> {
  const reader = new PackReader(bytes);
  let owner = Name.root;
  while (!reader.atEnd) {
    const wire = reader.octets();
    if (wire !== '') owner = Name.fromWire(wire);
    const type = reader.integer();
    const sides = reader.integer();
    const before = sides & BEFORE ? readSet(reader) : undefined;
    const after = sides & AFTER ? readSet(reader) : undefined;
    yield { owner, type, before, after };
  }
}

function writeSet(writer: PackWriter, set: RecordSet): void {
  writer.integer(set.ttlSeconds);
  for (const rdatas of [set.rdatas, set.disabledRdatas]) {
    writer.integer(rdatas.length);
    for (const rdata of rdatas) writer.octets(rdata);
  }
  writer.octets(utf8Encode(set.comment));
}

function readSet(reader: PackReader): RecordSet {
  const ttlSeconds = reader.integer();
  const rdatas = readList(reader);
  const disabledRdatas = readList(reader);
  return { ttlSeconds, rdatas, disabledRdatas, comment: utf8Decode(reader.octets()) ?? '' };
}

function readList(reader: PackReader): readonly Octets[] {
  const count = reader.integer();
  if (count === 0) return NONE;
  const list: Octets[] = [];
  for (let i = 0; i < count; i++) list.push(reader.octets());
  // A list that grew has room for 17 items; its copy takes what it needs, and a zone has a list per set.
  return list.slice();
}

const NONE: readonly Octets[] = [];

class PackWriter {
  #bytes = Buffer.allocUnsafe(4096);
  #length = 0;

  integer(value: number): void {
    this.#room(5);
    let left = value;
    while (left > 127) {
      this.#bytes[this.#length++] = (left & 127) | 128;
      left = Math.floor(left / 128);
    }
    this.#bytes[this.#length++] = left;
  }

  octets(octets: Octets | ''): void {
    this.integer(octets.length);
    this.#room(octets.length);
    this.#length += this.#bytes.write(octets, this.#length, 'latin1');
  }

  finish(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  #room(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(this.#length + more, this.#bytes.length * 2));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}

class PackReader {
  readonly #bytes: Buffer;
  #offset = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get atEnd(): boolean {
    return this.#offset >= this.#bytes.length;
  }

  integer(): number {
    let value = 0;
    for (let weight = 1; ; weight *= 128) {
      const octet = this.#bytes[this.#offset++];
      value += (octet & 127) * weight;
      if (octet < 128) return value;
    }
  }

  octets(): Octets {
    const length = this.integer();
    const start = this.#offset;
    this.#offset += length;
    return this.#bytes.toString('latin1', start, this.#offset) as Octets;
  }
}
