/**
 * Name compression for one message of a transfer, made for owners that come in canonical order.
 *
 * Neighbours share their ancestors, so all that has to be remembered of owners is where each suffix of the *present* one was
 * written: a table by the suffix's length, and no hashing. Names inside rdata point at such a suffix too, or at one of the
 * earlier rdata names, which are few and repeat (name servers, mail hosts). Compared case-exactly (RFC 5936 §3.4).
 */
import { type Octets } from '../../../shared/dns/octets.ts';

/** A compression pointer reaches the first 2¹⁴ octets (RFC 1035 §4.1.4). */
const REACH = 0x4000;

export class StreamNames {
  #owner = '' as Octets;
  /** By length of a suffix of the present owner: where it was written; 0 = not, or out of reach. */
  readonly #places = new Uint16Array(256);
  /** Suffixes of rdata names, by wire form. */
  readonly #targets = new Map<string, number>();

  /** Begins a message: nothing has been written yet. */
  reset(): void {
    this.#owner = '' as Octets;
    this.#places.fill(0);
    this.#targets.clear();
  }

  /** Writes an owner at `at`; returns the offset after it. The caller has made room for the whole name. */
  owner(wire: Octets, bytes: Uint8Array, at: number): number {
    if (wire !== this.#owner) this.#turnTo(wire);
    let read = 0;
    for (;;) {
      const left = wire.length - read;
      const place = this.#places[left];
      if (place > 0) return writePointer(place, bytes, at);
      const length = wire.charCodeAt(read);
      if (length === 0) {
        bytes[at++] = 0;
        return at;
      }
      if (at < REACH) this.#places[left] = at;
      for (const end = read + 1 + length; read < end;) bytes[at++] = wire.charCodeAt(read++);
    }
  }

  /** Writes a name that stands inside rdata, from `from` in `rdata`; returns the offset after it in `bytes`. */
  target(wire: Octets, bytes: Uint8Array, at: number): number {
    const shared = commonTail(wire, this.#owner);
    let read = 0;
    for (;;) {
      const left = wire.length - read;
      const length = wire.charCodeAt(read);
      if (length === 0) {
        bytes[at++] = 0;
        return at;
      }
      const suffix = read === 0 ? wire : wire.slice(read);
      const place = (left <= shared ? this.#places[left] : 0) || (this.#targets.get(suffix) ?? 0);
      if (place > 0) return writePointer(place, bytes, at);
      if (at < REACH) this.#targets.set(suffix, at);
      for (const end = read + 1 + length; read < end;) bytes[at++] = wire.charCodeAt(read++);
    }
  }

  /** Makes `wire` the present owner: only the suffixes that it shares with the one before stay known. */
  #turnTo(wire: Octets): void {
    const shared = commonTail(wire, this.#owner);
    this.#places.fill(0, shared + 1, this.#owner.length + 1);
    this.#owner = wire;
  }
}

/** How many octets two wire forms have in common at their ends. A known place within them is a label's start in both. */
function commonTail(a: Octets, b: Octets): number {
  let i = a.length;
  let j = b.length;
  while (i > 0 && j > 0 && a.charCodeAt(i - 1) === b.charCodeAt(j - 1)) {
    i--;
    j--;
  }
  return a.length - i;
}

function writePointer(place: number, bytes: Uint8Array, at: number): number {
  bytes[at] = 0xc0 | (place >> 8);
  bytes[at + 1] = place;
  return at + 2;
}
