/** Gathers records into record sets, in order of appearance, and remembers where each set began. */
import { type Name } from '../name.ts';
import { type Octets } from '../octets.ts';
import { canonicalRdata } from '../rdata/registry.ts';
import { type RRset } from '../rrset.ts';
import { ZoneContents, type ZoneNode } from '../zone-contents.ts';
import { type SourceToken } from './source-text.ts';
import { about, type Place, type ScanFinding } from '../zone-rules/finding.ts';

interface CollectedSet {
  readonly rrset: RRset & { readonly rdatas: Octets[] };
  /** The token that its first record began with. */
  readonly first: SourceToken;
  /** Canonical forms, once the set is too long to be searched one by one. */
  seen?: Set<Octets>;
}

interface CollectedNode {
  readonly owner: Name;
  readonly sets: CollectedSet[];
}

export class RRsetCollector {
  readonly #nodes = new Map<Octets, CollectedNode>();
  #sets: CollectedSet[] = [];
  #last: CollectedNode | undefined;

  /**
   * Adds a record. One that stands there already is left out, and a differing TTL gives way to the set's first
   * (RFC 2181 §5.2; BIND does the same): each with a warning, which is returned.
   */
  add(
    owner: Name,
    type: number,
    ttlSeconds: number,
    rdata: Octets,
    first: SourceToken,
  ): ScanFinding | undefined {
    const node = this.#nodeOf(owner);
    const set = node.sets.find(({ rrset }) => rrset.type === type);
    if (set === undefined) {
      const added = { rrset: { owner: node.owner, type, ttlSeconds, rdatas: [rdata] }, first };
      node.sets.push(added);
      this.#sets.push(added);
      return undefined;
    }
    if (holds(set, rdata))
      return { severity: 'warning', code: 'duplicate-record', ...about(owner, type, first.place) };
    set.rrset.rdatas.push(rdata);
    const keptSeconds = set.rrset.ttlSeconds;
    return keptSeconds === ttlSeconds
      ? undefined
      : {
          severity: 'warning',
          code: 'mixed-ttl',
          ...about(owner, type, first.place),
          keptSeconds,
          otherSeconds: ttlSeconds,
        };
  }

  /** The owner of the first set of a type. */
  firstOwner(type: number): Name | undefined {
    return this.#sets.find(({ rrset }) => rrset.type === type)?.rrset.owner;
  }

  /** Takes out what stands outside a zone, and says where that was. */
  takeOutside(origin: Name): readonly { readonly rrset: RRset; readonly first: SourceToken }[] {
    const outside = this.#sets.filter(({ rrset }) => !rrset.owner.isAtOrBelow(origin));
    if (outside.length === 0) return outside;
    this.#sets = this.#sets.filter(({ rrset }) => rrset.owner.isAtOrBelow(origin));
    for (const { rrset } of outside) this.#nodes.delete(rrset.owner.order);
    return outside;
  }

  rrsets(): RRset[] {
    return this.#sets.map(({ rrset }) => rrset);
  }

  placeOf(owner: Name, type: number): Place | undefined {
    return this.#nodes.get(owner.order)?.sets.find(({ rrset }) => rrset.type === type)?.first.place;
  }

  contents(origin: Name): ZoneContents {
    const nodes = [...this.#nodes.values()];
    if (nodes.some((node, i) => i > 0 && nodes[i - 1].owner.order > node.owner.order))
      nodes.sort((x, y) => (x.owner.order < y.owner.order ? -1 : 1));
    return ZoneContents.fromSortedNodes(origin, nodes.map(toZoneNode));
  }

  #nodeOf(owner: Name): CollectedNode {
    if (this.#last?.owner === owner) return this.#last;
    let node = this.#nodes.get(owner.order);
    if (node === undefined) {
      node = { owner, sets: [] };
      this.#nodes.set(owner.order, node);
    }
    return (this.#last = node);
  }
}

/** Equal records are those whose canonical forms are (RFC 4034 §6.3): names inside compare without case. */
function holds(set: CollectedSet, rdata: Octets): boolean {
  const { type, rdatas } = set.rrset;
  if (rdatas.length < SEARCHED_MOST) {
    if (rdatas.includes(rdata)) return true;
    const canonical = canonicalRdata(type, rdata);
    return rdatas.some((other) => canonicalRdata(type, other) === canonical);
  }
  set.seen ??= new Set(rdatas.map((other) => canonicalRdata(type, other)));
  const before = set.seen.size;
  return set.seen.add(canonicalRdata(type, rdata)).size === before;
}

function toZoneNode({ owner, sets }: CollectedNode): ZoneNode {
  const rrsets = sets.map(({ rrset }) => rrset);
  return { owner, rrsets: rrsets.length === 1 ? rrsets : rrsets.sort((x, y) => x.type - y.type) };
}

const SEARCHED_MOST = 8;
