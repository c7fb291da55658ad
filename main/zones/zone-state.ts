/**
 * A zone's records as its owner keeps them: contents (pure DNS, what is served) and notes beside them. Immutable; states
 * share what they have in common, so a state per version and one for the draft cost what they differ in.
 */
import { type Name } from '../../shared/dns/name.ts';
import { type RRset } from '../../shared/dns/rrset.ts';
import { ZoneContents, type ZoneNode } from '../../shared/dns/zone-contents.ts';
import { OrderedMap } from './ordered-map.ts';
import {
  joinSet,
  notesPart,
  sameSet,
  servedPart,
  setKey,
  type RecordSet,
  type RecordSetChange,
  type RecordSetEdit,
  type SetNotes,
} from './record-set.ts';
import { mapInTurns, sortInTurns, Turn } from './turn.ts';

export class ZoneState {
  readonly contents: ZoneContents;
  readonly notes: OrderedMap<SetNotes>;

  constructor(contents: ZoneContents, notes: OrderedMap<SetNotes> = OrderedMap.empty()) {
    this.contents = contents;
    this.notes = notes;
  }

  static empty(origin: Name): ZoneState {
    return new ZoneState(ZoneContents.empty(origin));
  }

  /** The state of `after` sides, each set once and the served ones in canonical order, then by type; made in slices. */
  static async fromSorted(
    origin: Name,
    sets: Iterable<RecordSetChange>,
    turn = new Turn(),
  ): Promise<ZoneState> {
    const nodes: ZoneNode[] = [];
    const notes: [string, SetNotes][] = [];
    const rrsets: RRset[] = [];
    // Copied out: a list that grew has room for 17 items, and there is one for every name.
    const endNode = (): void => {
      if (rrsets.length > 0) nodes.push({ owner: rrsets[0].owner, rrsets: rrsets.slice() });
      rrsets.length = 0;
    };
    for (const { owner, type, after: wished } of sets) {
      const served = servedPart({ owner, type, wished });
      const noted = notesPart({ owner, type, wished });
      if (rrsets[0]?.owner.equals(owner) === false) endNode();
      if (served !== undefined) rrsets.push(served);
      if (noted !== undefined) notes.push([setKey(owner, type), noted]);
      if (turn.isOver) await turn.pass();
    }
    endNode();
    await turn.pass();
    return new ZoneState(ZoneContents.fromSortedNodes(origin, nodes), OrderedMap.from(notes));
  }

  get origin(): Name {
    return this.contents.origin;
  }

  /** How many sets it has, those of which nothing is served among them. */
  get setCount(): number {
    let count = this.contents.rrsetCount;
    for (const [, { owner, type }] of this.notes.entries())
      if (this.contents.rrset(owner, type) === undefined) count++;
    return count;
  }

  /** The whole state of one set, or undefined when it has no values at all. */
  set(owner: Name, type: number): RecordSet | undefined {
    return joinSet(this.contents.rrset(owner, type), this.notes.get(setKey(owner, type)));
  }

  /** This state with one edit made: costs what it touches. */
  with(edit: RecordSetEdit): ZoneState {
    const { owner, type } = edit;
    const served = servedPart(edit);
    const notes = this.notes.with(setKey(owner, type), notesPart(edit));
    const contents =
      served === undefined && this.contents.rrset(owner, type) === undefined
        ? this.contents
        : this.contents.with(owner, type, served);
    return new ZoneState(contents, notes);
  }

  /** This state with edits made in their order, each set at most once; many of them at once, in slices. */
  async withAll(edits: readonly RecordSetEdit[], turn = new Turn()): Promise<ZoneState> {
    if (edits.length > MANY) {
      const contents = await mergeContents(this.contents, edits, turn);
      return new ZoneState(contents, await mergeNotes(this.notes, edits, turn));
    }
    return edits.reduce<ZoneState>((state, edit) => state.with(edit), this);
  }

  /** The sets whose state differs from `before` to this one, in canonical order, then by type. */
  async changesFrom(before: ZoneState, turn = new Turn()): Promise<RecordSetChange[]> {
    const keyed: { readonly key: string; readonly change: RecordSetChange }[] = [];
    const add = (owner: Name, type: number): void => {
      const change = { owner, type, before: before.set(owner, type), after: this.set(owner, type) };
      if (!sameSet(change.before, change.after)) keyed.push({ key: setKey(owner, type), change });
    };
    const served = new Set<string>();
    const notesDiffer = this.notes !== before.notes;
    for (const { owner, type } of this.contents.differencesFrom(before.contents)) {
      add(owner, type);
      if (notesDiffer) served.add(setKey(owner, type));
      if (turn.isOver) await turn.pass();
    }
    for (const { key, before: old, after } of this.notes.differencesFrom(before.notes)) {
      const { owner, type } = (after ?? old) as SetNotes;
      if (!served.has(key)) add(owner, type);
      if (turn.isOver) await turn.pass();
    }
    const sorted = await sortInTurns(keyed, (x, y) => (x.key < y.key ? -1 : 1), turn);
    return mapInTurns(sorted, ({ change }) => change, turn);
  }
}

/** From here on one pass over the whole zone is cheaper than an edit at a time. */
const MANY = 1000;

async function mergeContents(
  contents: ZoneContents,
  edits: readonly RecordSetEdit[],
  turn: Turn,
): Promise<ZoneContents> {
  const sorted = await sortInTurns(edits, (x, y) => x.owner.compare(y.owner), turn);
  const nodes: ZoneNode[] = [];
  let next = 0;
  /** The edits of the next owner, if that stands up to `order`. */
  const take = (order: string | undefined): readonly RecordSetEdit[] => {
    const start = next;
    const owner = sorted[start]?.owner.order;
    if (owner === undefined || (order !== undefined && owner > order)) return [];
    while (next < sorted.length && sorted[next].owner.order === owner) next++;
    return sorted.slice(start, next);
  };
  for (const node of contents.nodes()) {
    const order = node.owner.order;
    let own: readonly RecordSetEdit[] = [];
    for (let taken = take(order); taken.length > 0; taken = take(order)) {
      if (taken[0].owner.order === order) own = taken;
      else push(nodes, undefined, taken);
      if (turn.isOver) await turn.pass();
    }
    if (own.length === 0) nodes.push(node);
    else push(nodes, node, own);
    if (turn.isOver) await turn.pass();
  }
  for (let taken = take(undefined); taken.length > 0; taken = take(undefined)) {
    push(nodes, undefined, taken);
    if (turn.isOver) await turn.pass();
  }
  await turn.pass();
  return ZoneContents.fromSortedNodes(contents.origin, nodes);
}

/** The node that edits of one owner leave behind, if any. */
function push(nodes: ZoneNode[], before: ZoneNode | undefined, edits: readonly RecordSetEdit[]): void {
  const sets = new Map<number, RRset>(before?.rrsets.map((rrset) => [rrset.type, rrset]));
  for (const edit of edits) {
    const served = servedPart(edit);
    if (served === undefined) sets.delete(edit.type);
    else sets.set(edit.type, served);
  }
  if (sets.size === 0) return;
  const rrsets = [...sets.values()].sort((x, y) => x.type - y.type);
  nodes.push({ owner: before?.owner ?? rrsets[0].owner, rrsets });
}

async function mergeNotes(
  notes: OrderedMap<SetNotes>,
  edits: readonly RecordSetEdit[],
  turn: Turn,
): Promise<OrderedMap<SetNotes>> {
  const merged = new Map(notes.entries());
  for (const edit of edits) {
    const key = setKey(edit.owner, edit.type);
    const after = notesPart(edit);
    if (after === undefined) merged.delete(key);
    else merged.set(key, after);
    if (turn.isOver) await turn.pass();
  }
  return OrderedMap.from(merged);
}
