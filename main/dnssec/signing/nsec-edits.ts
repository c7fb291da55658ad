/** The NSEC chain around the names that an edit touched. */
import { type Name } from '../../../shared/dns/name.ts';
import { type Octets } from '../../../shared/dns/octets.ts';
import { type RRset } from '../../../shared/dns/rrset.ts';
import { TYPE } from '../../../shared/dns/types.ts';
import { type ZoneContents, type ZoneNode } from '../../../shared/dns/zone-contents.ts';
import { type NodePlan } from './node-signer.ts';
import { nsecSet } from './nsec-chain.ts';
import { type VersionBefore } from './signing.ts';
import { hidesBelow, hiddenBelow } from './standing.ts';
import { type Turn } from './turn.ts';
import { TypeBitmaps } from './type-bitmap.ts';

/** Names by their `order`. */
export type Names = Map<Octets, Name>;

/** A name's own sets, and how it stands, to be signed; undefined when it has none. */
export type SetsOf = (name: Name) => NodePlan | undefined;

export class NsecEdits {
  readonly #before: VersionBefore;
  readonly #contents: ZoneContents;
  readonly #ttlSeconds: number;
  readonly #bitmaps = new TypeBitmaps('nsec');

  constructor(before: VersionBefore, contents: ZoneContents, ttlSeconds: number) {
    this.#before = before;
    this.#contents = contents;
    this.#ttlSeconds = ttlSeconds;
  }

  /** Further names whose NSEC changes: those before a name that joins or leaves the chain. */
  async link(touched: Names, setsOf: SetsOf, turn: Turn): Promise<Names> {
    const further: Names = new Map();
    for (const name of touched.values()) {
      if (turn.isOver) await turn.pass();
      const was = this.#before.served.rrset(name, TYPE.NSEC) !== undefined;
      const own = setsOf(name);
      const is = own !== undefined && own.standing !== 'hidden';
      if (was === is) continue;
      const { owner } = this.#visibleBefore(name);
      further.set(owner.order, owner);
    }
    return further;
  }

  denialOf(_name: Name, own: ReturnType<SetsOf>): RRset | undefined {
    if (own === undefined || own.standing === 'hidden') return undefined;
    const { owner, sets, standing } = own;
    return nsecSet(owner, this.#visibleAfter(owner), this.#bitmaps.of(sets, standing), this.#ttlSeconds);
  }

  /** The chain's last name before one that is not the apex. */
  #visibleBefore(name: Name): ZoneNode {
    const node = this.#contents.previous(name)!;
    return hiddenBelow(this.#contents, node.owner) ?? node;
  }

  /** The chain's next name; the apex after the last one. */
  #visibleAfter(owner: Name): Name {
    let next = this.#contents.next(owner)!;
    const node = this.#contents.node(owner)!;
    if (hidesBelow(node, this.#contents.origin))
      while (next.owner.isBelow(owner)) next = this.#contents.next(next.owner)!;
    return next.owner;
  }
}
