/**
 * Writes DNS wire form (RFC 1035 §4). The writer, not the record type, carries the mode, so that a type has one
 * `compose`: compressing for messages, plain for rdata at rest, canonical for what is signed (RFC 4034 §6.2).
 */
import { type Name } from './name.ts';
import { octetsFrom, writeOctets, type Octets } from './octets.ts';

export type WireMode = 'compressed' | 'plain' | 'canonical';

/** What a name field permits: RFC 3597 §4 says which types may be compressed, RFC 4034 §6.2 which are lower-cased. */
export interface NameRules {
  /** We compress it in messages: the types of RFC 1035 only. */
  readonly compress: boolean;
  /** Others may have compressed it: types whose first RFCs let them, so that a receiver has to cope (RFC 3597 §4). */
  readonly decompress?: boolean;
  readonly canonicalLowercase: boolean;
}

/** What a record's fields are composed into: a message's bytes (WireWriter) or octets at rest (OctetsWriter). */
export interface WireOutput {
  u8(value: number): void;
  u16(value: number): void;
  u32(value: number): void;
  octets(octets: Octets): void;
  /** One length octet, then at most 255 octets (RFC 1035 §3.3). */
  characterString(octets: Octets): void;
  /** A name by the output's mode and the field's rules. */
  name(name: Name, rules: NameRules): void;
}

/** Owner names: compressed in messages, lower-cased in canonical form. */
export const OWNER_NAME: NameRules = { compress: true, canonicalLowercase: true };

export class WireWriter implements WireOutput {
  readonly mode: WireMode;
  bytes: Uint8Array;
  length = 0;
  /** Where each name suffix written so far starts; keys are wire suffixes, case-exact (RFC 5936 §3.4). */
  readonly #suffixes = new Map<string, number>();

  constructor(mode: WireMode, capacity = 512) {
    this.mode = mode;
    this.bytes = new Uint8Array(capacity);
  }

  u8(value: number): void {
    this.#room(1);
    this.bytes[this.length++] = value;
  }

  u16(value: number): void {
    this.#room(2);
    this.bytes[this.length++] = value >> 8;
    this.bytes[this.length++] = value;
  }

  u32(value: number): void {
    this.u16(Math.floor(value / 0x10000));
    this.u16(value & 0xffff);
  }

  /** An unsigned 48-bit integer (RFC 8945 §4.2). */
  u48(value: number): void {
    this.u16(Math.floor(value / 0x100000000));
    this.u32(value % 0x100000000);
  }

  octets(octets: Octets): void {
    this.#room(octets.length);
    writeOctets(octets, this.bytes, this.length);
    this.length += octets.length;
  }

  characterString(octets: Octets): void {
    this.u8(octets.length);
    this.octets(octets);
  }

  /** A name by the writer's mode and the field's rules. */
  name(name: Name, rules: NameRules): void {
    if (this.mode === 'canonical')
      this.octets(rules.canonicalLowercase ? name.toLowerCase().wire : name.wire);
    else if (this.mode === 'compressed') this.compressibleName(name.wire, rules.compress);
    else this.octets(name.wire);
  }

  /** A name's wire form in a message: later names may point at it; it points at an earlier one if `mayPoint`. */
  compressibleName(wire: Octets, mayPoint: boolean): void {
    let at = 0;
    while (wire.charCodeAt(at) > 0) {
      const suffix = at === 0 ? wire : wire.slice(at);
      const known = this.#suffixes.get(suffix);
      if (known !== undefined && mayPoint) {
        this.octets(wire.slice(0, at) as Octets);
        this.u16(0xc000 | known);
        return;
      }
      const place = this.length + at;
      if (known === undefined && place < 0x4000) this.#suffixes.set(suffix, place);
      at += 1 + wire.charCodeAt(at);
    }
    this.octets(wire);
  }

  /** Writes a 16-bit value over one written earlier (counts, lengths). */
  patchU16(offset: number, value: number): void {
    this.bytes[offset] = value >> 8;
    this.bytes[offset + 1] = value;
  }

  /** Takes back everything from `length` on, for a record that did not fit; suffixes that lay there are forgotten. */
  truncateTo(length: number): void {
    this.length = length;
    for (const [suffix, place] of this.#suffixes) if (place >= length) this.#suffixes.delete(suffix);
  }

  /** What has been written, as a view. */
  finish(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  toOctets(): Octets {
    return octetsFrom(this.bytes, 0, this.length);
  }

  #room(more: number): void {
    const needed = this.length + more;
    if (needed <= this.bytes.length) return;
    const grown = new Uint8Array(Math.max(needed, this.bytes.length * 2));
    grown.set(this.bytes.subarray(0, this.length));
    this.bytes = grown;
  }
}
