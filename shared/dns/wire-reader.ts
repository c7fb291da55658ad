/**
 * Reads DNS wire form (RFC 1035 §4) from bytes that nobody vouches for. Every read is bounded; what does not fit throws
 * one WireError with the offset, caught once at the edge (message parser, rdata parser).
 */
import { Name } from './name.ts';
import { bytesFrom, octetsFrom, type Octets } from './octets.ts';

/** Malformed wire form: what was expected at which octet. */
export class WireError extends Error {
  readonly offset: number;
  readonly expected: string;

  constructor(offset: number, expected: string) {
    super(`octet ${offset}: expected ${expected}`);
    this.name = 'WireError';
    this.offset = offset;
    this.expected = expected;
  }
}

/** No name starts inside a message's header, so no pointer may reach there (RFC 1035 §4.1.1). */
const HEADER_LENGTH = 12;

/** A cursor over a message, from `offset` up to `end`. Compression pointers may reach back as far as the header. */
export class WireReader {
  readonly bytes: Uint8Array;
  offset: number;
  end: number;
  /** False where there is no message around the octets, so that a pointer would point nowhere. */
  #mayPoint = true;

  constructor(bytes: Uint8Array, offset = 0, end = bytes.length) {
    this.bytes = bytes;
    this.offset = offset;
    this.end = end;
  }

  /** A reader of octets that stand alone, such as rdata at rest: names in them are never compressed. */
  static plain(octets: Octets): WireReader {
    const reader = new WireReader(bytesFrom(octets));
    reader.#mayPoint = false;
    return reader;
  }

  /** A reader of the next `length` octets, which this one passes over. */
  part(length: number): WireReader {
    this.#need(length);
    const part = new WireReader(this.bytes, this.offset, this.offset + length);
    part.#mayPoint = this.#mayPoint;
    this.offset += length;
    return part;
  }

  get remaining(): number {
    return this.end - this.offset;
  }

  u8(): number {
    this.#need(1);
    return this.bytes[this.offset++];
  }

  u16(): number {
    this.#need(2);
    const at = this.offset;
    this.offset += 2;
    return (this.bytes[at] << 8) | this.bytes[at + 1];
  }

  u32(): number {
    return this.u16() * 0x10000 + this.u16();
  }

  /** An unsigned 48-bit integer, as TSIG's Time Signed (RFC 8945 §4.2). */
  u48(): number {
    return this.u16() * 0x100000000 + this.u32();
  }

  octets(length: number): Octets {
    this.#need(length);
    const at = this.offset;
    this.offset += length;
    return octetsFrom(this.bytes, at, this.offset);
  }

  /** All that is left. */
  rest(): Octets {
    return this.octets(this.remaining);
  }

  /** A <character-string>: one length octet, then that many (RFC 1035 §3.3). */
  characterString(): Octets {
    return this.octets(this.u8());
  }

  /**
   * A domain name. Pointers are followed only backwards to a place before the present label run (RFC 1035 §4.1.4), so a
   * loop cannot arise; with `compression` false a pointer is an error.
   */
  name(compression = true): Name {
    const bytes = this.bytes;
    let at = this.offset;
    let limit = this.end;
    let floor = this.offset;
    let jumped = false;
    let wire = '';
    for (;;) {
      if (at >= limit) throw new WireError(at, 'a label of a name');
      const length = bytes[at];
      if (length === 0) {
        if (!jumped) this.offset = at + 1;
        return Name.fromWire((wire + '\0') as Octets);
      }
      if (length < 0x40) {
        if (at + 1 + length > limit) throw new WireError(at, `${length} octets of a label`);
        if (wire.length + length + 2 > 255) throw new WireError(at, 'a name of at most 255 octets');
        wire += octetsFrom(bytes, at, at + 1 + length);
        at += 1 + length;
        continue;
      }
      if (length < 0xc0) throw new WireError(at, 'a label length of 0–63 or a compression pointer');
      if (!compression || !this.#mayPoint) throw new WireError(at, 'a name without compression');
      if (at + 1 >= limit) throw new WireError(at, 'two octets of a compression pointer');
      const target = ((length & 0x3f) << 8) | bytes[at + 1];
      if (target >= floor || target < HEADER_LENGTH)
        throw new WireError(at, 'a compression pointer to earlier octets, past the header');
      if (!jumped) this.offset = at + 2;
      jumped = true;
      limit = floor;
      floor = at = target;
    }
  }

  /** Throws unless everything has been read. */
  expectEnd(): void {
    if (this.offset !== this.end)
      throw new WireError(this.offset, `the end, not ${this.remaining} more octets`);
  }

  #need(length: number): void {
    if (this.offset + length > this.end)
      throw new WireError(this.offset, `${length} more octets, found ${this.remaining}`);
  }
}
