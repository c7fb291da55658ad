/**
 * A served zone's NSEC3 records by themselves, in the order of the chain. In the zone they stand among all other names, so
 * that the one before a hash may be thousands of nodes away; here it is the neighbour.
 */
import { TYPE } from '../../shared/dns/types.ts';
import { ZoneContents, type ZoneNode } from '../../shared/dns/zone-contents.ts';
import { type Turn } from './signing/turn.ts';

export class Nsec3Chains {
  readonly #chains = new WeakMap<ZoneContents, ZoneContents>();

  /** The chain of a served zone; one that was not gathered before is now, at one go (some 20 ms for 100,000 names). */
  of(served: ZoneContents): ZoneContents {
    const known = this.#chains.get(served);
    if (known !== undefined) return known;
    const nodes: ZoneNode[] = [];
    for (const node of served.nodes()) pushNsec3(nodes, node);
    return this.#keep(served, nodes);
  }

  /** The chain of a served zone, gathered in turns. */
  async gather(served: ZoneContents, turn: Turn): Promise<ZoneContents> {
    const known = this.#chains.get(served);
    if (known !== undefined) return known;
    const nodes: ZoneNode[] = [];
    for (const node of served.nodes()) {
      pushNsec3(nodes, node);
      if (turn.isOver) await turn.pass();
    }
    return this.#keep(served, nodes);
  }

  /** Tells the chain of a zone that was just signed. */
  remember(served: ZoneContents, chain: ZoneContents): void {
    this.#chains.set(served, chain);
  }

  #keep(served: ZoneContents, nodes: readonly ZoneNode[]): ZoneContents {
    const chain = ZoneContents.fromSortedNodes(served.origin, nodes);
    this.remember(served, chain);
    return chain;
  }
}

function pushNsec3(nodes: ZoneNode[], { owner, rrsets }: ZoneNode): void {
  const set = rrsets.find(({ type }) => type === TYPE.NSEC3);
  if (set !== undefined) nodes.push({ owner, rrsets: [set] });
}
