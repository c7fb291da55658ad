/**
 * What a zone contains: an immutable, ordered map from owner names to their record sets.
 *
 * Nodes stand in canonical order (RFC 4034 §6.1) in runs of at most RUN_MOST; an edit copies one run and the list of
 * runs, so a change costs what it touches (about √n pointers), versions share all the rest, and the difference of two
 * versions is found by skipping the runs they share. A name's subtree is the run of neighbours that starts with it.
 */
import { assert } from '../assert.ts';
import { type Name } from './name.ts';
import { type Octets } from './octets.ts';
import { sameRRset, type RRset } from './rrset.ts';

/** The record sets of one owner name, ordered by type; never empty. */
export interface ZoneNode {
  readonly owner: Name;
  readonly rrsets: readonly RRset[];
}

type Run = readonly ZoneNode[];

const RUN_FILL = 256;
const RUN_MOST = 512;

export class ZoneContents {
  readonly origin: Name;
  readonly #runs: readonly Run[];
  /** The first key of each run, for the search. */
  readonly #firsts: readonly Octets[];
  /** How many names have records. */
  readonly nodeCount: number;
  readonly rrsetCount: number;
  readonly recordCount: number;

  private constructor(origin: Name, runs: readonly Run[], counts: Counts) {
    this.origin = origin;
    this.#runs = runs;
    this.#firsts = runs.map((run) => run[0].owner.order);
    this.nodeCount = counts.nodes;
    this.rrsetCount = counts.rrsets;
    this.recordCount = counts.records;
  }

  static empty(origin: Name): ZoneContents {
    return new ZoneContents(origin, [], { nodes: 0, rrsets: 0, records: 0 });
  }

  /** Contents from nodes already in canonical order, each name once. */
  static fromSortedNodes(origin: Name, nodes: readonly ZoneNode[]): ZoneContents {
    const counts = { nodes: nodes.length, rrsets: 0, records: 0 };
    for (const node of nodes) addNode(counts, node, 1);
    const runs: Run[] = [];
    for (let at = 0; at < nodes.length; at += RUN_FILL) runs.push(nodes.slice(at, at + RUN_FILL));
    return new ZoneContents(origin, runs, counts);
  }

  /** Contents from record sets in any order, each (name, type) once. */
  static fromRRsets(origin: Name, rrsets: Iterable<RRset>): ZoneContents {
    const nodes = new Map<Octets, RRset[]>();
    for (const rrset of rrsets) {
      const key = rrset.owner.order;
      const node = nodes.get(key);
      if (node === undefined) nodes.set(key, [rrset]);
      else node.push(rrset);
    }
    const sorted = [...nodes].sort(([x], [y]) => (x < y ? -1 : 1));
    return ZoneContents.fromSortedNodes(
      origin,
      sorted.map(([, sets]) => ({
        owner: sets[0].owner,
        rrsets: sets.length === 1 ? sets : sets.sort((x, y) => x.type - y.type),
      })),
    );
  }

  /** The node of a name that has records; undefined for others, empty non-terminals included. */
  node(owner: Name): ZoneNode | undefined {
    const found = this.#seek(owner.order);
    return found.exact ? this.#runs[found.run][found.index] : undefined;
  }

  rrset(owner: Name, type: number): RRset | undefined {
    return this.node(owner)?.rrsets.find((rrset) => rrset.type === type);
  }

  /** True when the name has records or stands above one that has: it exists (RFC 4592 §2.2.2). */
  exists(owner: Name): boolean {
    const found = this.#seek(owner.order);
    if (found.exact) return true;
    const next = this.#at(found);
    return next !== undefined && next.owner.order.startsWith(owner.order);
  }

  /** The last node before `owner` in canonical order; around to the zone's last node when there is none (RFC 4034 §6.1). */
  previous(owner: Name): ZoneNode | undefined {
    const found = this.#seek(owner.order);
    if (found.index > 0) return this.#runs[found.run][found.index - 1];
    const run = this.#runs[found.run > 0 ? found.run - 1 : this.#runs.length - 1];
    return run?.[run.length - 1];
  }

  /** The first node after `owner` in canonical order; around to the zone's first node when there is none. */
  next(owner: Name): ZoneNode | undefined {
    const found = this.#seek(owner.order);
    return this.#at(found.exact ? { ...found, index: found.index + 1 } : found) ?? this.#runs[0]?.[0];
  }

  /** All nodes in canonical order. */
  *nodes(): Generator<ZoneNode> {
    for (const run of this.#runs) yield* run;
  }

  /** The node at `owner`, if any, and all below it. */
  *subtree(owner: Name): Generator<ZoneNode> {
    const prefix = owner.order;
    const start = this.#seek(prefix);
    for (let r = start.run, i = start.index; r < this.#runs.length; r++, i = 0) {
      for (const run = this.#runs[r]; i < run.length; i++) {
        if (!run[i].owner.order.startsWith(prefix)) return;
        yield run[i];
      }
    }
  }

  /** All record sets, names in canonical order, then by type. */
  *rrsets(): Generator<RRset> {
    for (const run of this.#runs) for (const node of run) yield* node.rrsets;
  }

  /** These contents with the set of (owner, type) replaced, or removed when `rrset` is undefined. */
  with(owner: Name, type: number, rrset: RRset | undefined): ZoneContents {
    assert(
      rrset === undefined || (rrset.type === type && rrset.owner.equals(owner)),
      'a set stands under its own name and type',
    );
    const found = this.#seek(owner.order);
    const old = found.exact ? this.#runs[found.run][found.index] : undefined;
    const rest = old?.rrsets.filter((other) => other.type !== type) ?? [];
    const sets = rrset === undefined ? rest : [...rest, rrset].sort((x, y) => x.type - y.type);
    if (old === undefined && rrset === undefined) return this;
    const node = sets.length === 0 ? undefined : { owner: old?.owner ?? owner, rrsets: sets };
    const counts = { nodes: this.nodeCount, rrsets: this.rrsetCount, records: this.recordCount };
    if (old !== undefined) addNode(counts, old, -1);
    if (node !== undefined) addNode(counts, node, 1);
    counts.nodes += (node === undefined ? 0 : 1) - (old === undefined ? 0 : 1);
    return new ZoneContents(this.origin, this.#splice(found, node), counts);
  }

  /** The sets that differ from `before` to these contents, in canonical order. Shared runs are skipped unread. */
  *differencesFrom(before: ZoneContents): Generator<RRsetChange> {
    const olds = unshared(before.#runs, new Set(this.#runs));
    const news = unshared(this.#runs, new Set(before.#runs));
    let o = olds.next();
    let n = news.next();
    while (!o.done || !n.done) {
      const oldKey = o.done ? undefined : o.value.owner.order;
      const newKey = n.done ? undefined : n.value.owner.order;
      if (newKey === undefined || (oldKey !== undefined && oldKey < newKey)) {
        yield* nodeChanges(o.value as ZoneNode, undefined);
        o = olds.next();
      } else if (oldKey === undefined || newKey < oldKey) {
        yield* nodeChanges(undefined, n.value as ZoneNode);
        n = news.next();
      } else {
        if (o.value !== n.value) yield* nodeChanges(o.value as ZoneNode, n.value as ZoneNode);
        o = olds.next();
        n = news.next();
      }
    }
  }

  /** The apex SOA set; undefined while a draft has none. */
  get soa(): RRset | undefined {
    return this.rrset(this.origin, 6);
  }

  /** Where `key` stands, or would stand: run and index. */
  #seek(key: Octets): Place {
    let low = 0;
    let high = this.#firsts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#firsts[middle] <= key) low = middle + 1;
      else high = middle;
    }
    if (low === 0) return { run: 0, index: 0, exact: false };
    const run = this.#runs[low - 1];
    let from = 0;
    let to = run.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (run[middle].owner.order < key) from = middle + 1;
      else to = middle;
    }
    return { run: low - 1, index: from, exact: from < run.length && run[from].owner.order === key };
  }

  /** The node at a place; a place past a run's end is the next run's first node. */
  #at({ run, index }: Place): ZoneNode | undefined {
    const within = this.#runs[run];
    return within === undefined || index < within.length ? within?.[index] : this.#runs[run + 1]?.[0];
  }

  #splice({ run, index, exact }: Place, node: ZoneNode | undefined): readonly Run[] {
    const changed = this.#runs.length === 0 ? [] : [...this.#runs[run]];
    changed.splice(index, exact ? 1 : 0, ...(node === undefined ? [] : [node]));
    const pieces =
      changed.length === 0
        ? []
        : changed.length <= RUN_MOST
          ? [changed]
          : [changed.slice(0, RUN_FILL), changed.slice(RUN_FILL)];
    const runs = [...this.#runs];
    runs.splice(run, 1, ...pieces);
    return runs;
  }
}

/** One set's change: `before` undefined = added, `after` undefined = removed. */
export interface RRsetChange {
  readonly owner: Name;
  readonly type: number;
  readonly before: RRset | undefined;
  readonly after: RRset | undefined;
}

interface Place {
  readonly run: number;
  readonly index: number;
  readonly exact: boolean;
}

interface Counts {
  nodes: number;
  rrsets: number;
  records: number;
}

function addNode(counts: Counts, node: ZoneNode, sign: 1 | -1): void {
  for (const rrset of node.rrsets) {
    counts.rrsets += sign;
    counts.records += sign * rrset.rdatas.length;
  }
}

function* unshared(runs: readonly Run[], shared: ReadonlySet<Run>): Generator<ZoneNode> {
  for (const run of runs) if (!shared.has(run)) yield* run;
}

function* nodeChanges(before: ZoneNode | undefined, after: ZoneNode | undefined): Generator<RRsetChange> {
  const olds = before?.rrsets ?? [];
  const news = after?.rrsets ?? [];
  const owner = (after ?? before)!.owner;
  for (const old of olds)
    if (!news.some((rrset) => rrset.type === old.type))
      yield { owner, type: old.type, before: old, after: undefined };
  for (const rrset of news) {
    const old = olds.find((other) => other.type === rrset.type);
    if (old === undefined || !sameRRset(old, rrset))
      yield { owner, type: rrset.type, before: old, after: rrset };
  }
}
