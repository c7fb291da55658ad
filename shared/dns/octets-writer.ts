/**
 * Composes wire form straight into octets: rdata at rest (plain) and what is signed (canonical, RFC 4034 §6.2). Without
 * a byte buffer in between, a record whose data is one field keeps that field's very string.
 */
import { type Name } from './name.ts';
import { NO_OCTETS, type Octets } from './octets.ts';
import { type NameRules, type WireOutput } from './wire-writer.ts';

export class OctetsWriter implements WireOutput {
  readonly mode: 'plain' | 'canonical';
  #octets: Octets = NO_OCTETS;

  constructor(mode: 'plain' | 'canonical') {
    this.mode = mode;
  }

  u8(value: number): void {
    this.octets(String.fromCharCode(value) as Octets);
  }

  u16(value: number): void {
    this.octets(String.fromCharCode(value >> 8, value & 0xff) as Octets);
  }

  u32(value: number): void {
    this.octets(
      String.fromCharCode(value >>> 24, (value >>> 16) & 0xff, (value >>> 8) & 0xff, value & 0xff) as Octets,
    );
  }

  octets(octets: Octets): void {
    this.#octets = (this.#octets + octets) as Octets;
  }

  characterString(octets: Octets): void {
    this.u8(octets.length);
    this.octets(octets);
  }

  /** A name in full; lower-cased when canonical form asks for it. */
  name(name: Name, rules: NameRules): void {
    this.octets(this.mode === 'canonical' && rules.canonicalLowercase ? name.toLowerCase().wire : name.wire);
  }

  finish(): Octets {
    return this.#octets;
  }
}
