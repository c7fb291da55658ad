/** NSEC3 records and the chain they make (RFC 5155 §3, §7.1). No opt-out: every delegation is in the chain. */
import { type Name } from '../../../shared/dns/name.ts';
import { octetsOf, type Octets } from '../../../shared/dns/octets.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { NSEC3_HASH_LENGTH, NSEC3_PARAMETERS, nsec3Hash, nsec3Owner } from '../nsec3-hash.ts';
import { type Turn } from './turn.ts';

/** A name of the chain before it is linked. */
interface Link {
  readonly hashed: Octets;
  readonly bitmap: Octets;
}

/** The NSEC3 of a hashed name. */
export function nsec3Set(owner: Name, nextHashed: Octets, bitmap: Octets, ttlSeconds: number): RRset {
  const rdata = (NSEC3_PARAMETERS + octetsOf(NSEC3_HASH_LENGTH) + nextHashed + bitmap) as Octets;
  return { owner, type: TYPE.NSEC3, ttlSeconds, rdatas: [rdata] };
}

/** The Next Hashed Owner Name of NSEC3 rdata as made here. */
export function nextHashedOf(rdata: Octets): Octets {
  return rdata.slice(HASH_AT, HASH_AT + NSEC3_HASH_LENGTH) as Octets;
}

/** The type bit map of NSEC3 rdata as made here. */
export function nsec3BitmapOf(rdata: Octets): Octets {
  return rdata.slice(HASH_AT + NSEC3_HASH_LENGTH) as Octets;
}

/** Gathers the names of a zone, which come in canonical order, and links them in the order of their hashes. */
export class Nsec3Builder {
  readonly #origin: Name;
  readonly #emptyBitmap: Octets;
  /** By the hash's first octet: hashes are spread evenly, so no bucket takes long to sort. */
  readonly #buckets: Link[][] = Array.from({ length: 256 }, () => []);
  #last: Octets;
  count = 0;

  constructor(origin: Name, emptyBitmap: Octets) {
    this.#origin = origin;
    this.#emptyBitmap = emptyBitmap;
    this.#last = origin.order;
  }

  /** Adds a visible name, and the empty non-terminals above it that are not yet there. */
  add(name: Name, bitmap: Octets): void {
    this.#add(name, bitmap);
    for (let above = name.parent; above.wire.length > this.#origin.wire.length; above = above.parent) {
      // In canonical order a name comes before what stands below it: had it records, it or what follows it was the last one.
      if (this.#last.startsWith(above.order)) break;
      this.#add(above, this.#emptyBitmap);
    }
    this.#last = name.order;
  }

  /** The NSEC3 sets in the order of the chain, which is canonical order. */
  async linked(ttlSeconds: number, turn: Turn): Promise<readonly RRset[]> {
    const links: Link[] = [];
    for (const bucket of this.#buckets) {
      bucket.sort((a, b) => (a.hashed < b.hashed ? -1 : 1));
      for (const link of bucket) links.push(link);
      if (turn.isOver) await turn.pass();
    }
    const sets: RRset[] = [];
    for (let n = 0; n < links.length; n++) {
      const next = links[n + 1] ?? links[0];
      sets.push(
        nsec3Set(nsec3Owner(links[n].hashed, this.#origin), next.hashed, links[n].bitmap, ttlSeconds),
      );
      if (turn.isOver) await turn.pass();
    }
    return sets;
  }

  #add(name: Name, bitmap: Octets): void {
    const hashed = nsec3Hash(name);
    this.#buckets[hashed.charCodeAt(0)].push({ hashed, bitmap });
    this.count++;
  }
}

/** SHA-1, flags, iterations and the empty salt's length, then the hash's length octet. */
const HASH_AT = NSEC3_PARAMETERS.length + 1;
