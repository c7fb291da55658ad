/** The NSEC3 chain around the names that an edit touched: hashed, they have other neighbours than in the zone. */
import { base32HexDecode } from '../../../shared/dns/encodings.ts';
import { type Name } from '../../../shared/dns/name.ts';
import { NO_OCTETS, type Octets } from '../../../shared/dns/octets.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { type ZoneContents } from '../../../shared/dns/zone-contents.ts';
import { nsec3Hash, nsec3Owner } from '../nsec3-hash.ts';
import { nextHashedOf, nsec3BitmapOf, nsec3Set } from './nsec3-chain.ts';
import { type Names, type SetsOf } from './nsec-edits.ts';
import { hiddenBelow } from './standing.ts';
import { type Turn } from './turn.ts';
import { TypeBitmaps } from './type-bitmap.ts';

export class Nsec3Edits {
  readonly #contents: ZoneContents;
  readonly #ttlSeconds: number;
  readonly #bitmaps = new TypeBitmaps('nsec3');
  /** The NSEC3 sets by themselves; after `link` those of the new version. */
  chain: ZoneContents;

  constructor(contents: ZoneContents, ttlSeconds: number, chain: ZoneContents) {
    this.#contents = contents;
    this.#ttlSeconds = ttlSeconds;
    this.chain = chain;
  }

  /** Brings the chain up to date; returns the hashed names whose NSEC3 changed, came or went. */
  async link(touched: Names, setsOf: SetsOf, turn: Turn): Promise<Names> {
    const changed: Names = new Map();
    const relink: Names = new Map();
    for (const name of this.#withAncestors(touched)) {
      if (turn.isOver) await turn.pass();
      const bitmap = this.#bitmapOf(name, touched, setsOf);
      const owner = nsec3Owner(nsec3Hash(name), this.#contents.origin);
      const old = this.chain.rrset(owner, TYPE.NSEC3)?.rdatas[0];
      if (bitmap === 'unchanged' || (old === undefined && bitmap === undefined)) continue;
      if (old !== undefined && bitmap === nsec3BitmapOf(old)) continue;
      changed.set(owner.order, owner);
      if (old === undefined || bitmap === undefined) relink.set(owner.order, owner);
      // Where the link leads to is seen below, when all names are in.
      const next = old === undefined ? nsec3Hash(name) : nextHashedOf(old);
      this.#put(owner, bitmap === undefined ? undefined : nsec3Set(owner, next, bitmap, this.#ttlSeconds));
    }
    for (const owner of relink.values()) {
      if (turn.isOver) await turn.pass();
      if (this.chain.node(owner) !== undefined) this.#pointToNext(owner);
      const before = this.chain.previous(owner)!.owner;
      this.#pointToNext(before);
      changed.set(before.order, before);
    }
    return changed;
  }

  denialOf(name: Name): RRset | undefined {
    return this.chain.rrset(name, TYPE.NSEC3);
  }

  /** The type bit map of a name, undefined when it is not in the chain. */
  #bitmapOf(name: Name, touched: Names, setsOf: SetsOf): Octets | 'unchanged' | undefined {
    const own = setsOf(name);
    if (own !== undefined) {
      if (!touched.has(name.order)) return 'unchanged';
      return own.standing === 'hidden' ? undefined : this.#bitmaps.of(own.sets, own.standing);
    }
    // An empty non-terminal stands above names; under a cut it does not count.
    return this.#contents.exists(name) && hiddenBelow(this.#contents, name) === undefined
      ? NO_OCTETS
      : undefined;
  }

  /** The touched names, and those above them: empty non-terminals come and go with what is below. */
  *#withAncestors(touched: Names): Generator<Name> {
    const { origin } = this.#contents;
    const seen = new Set<Octets>();
    for (const name of touched.values()) {
      for (let at = name; !seen.has(at.order); at = at.parent) {
        seen.add(at.order);
        yield at;
        if (at.wire.length <= origin.wire.length) break;
      }
    }
  }

  #pointToNext(owner: Name): void {
    const rdata = this.chain.rrset(owner, TYPE.NSEC3)!.rdatas[0];
    const next = this.chain.next(owner)!.owner;
    const hashed = base32HexDecode(next.labels[0])!;
    if (hashed !== nextHashedOf(rdata))
      this.#put(owner, nsec3Set(owner, hashed, nsec3BitmapOf(rdata), this.#ttlSeconds));
  }

  #put(owner: Name, set: RRset | undefined): void {
    this.chain = this.chain.with(owner, TYPE.NSEC3, set);
  }
}
