/**
 * The records table of a zone, a page at a time: filtered, searched and sorted without holding up anybody else, and
 * without making text of what is not shown. What was worked out for one state serves all its pages.
 */
import { type Name } from '../../shared/dns/name.ts';
import { type Octets } from '../../shared/dns/octets.ts';
import { printRdata, typeToText } from '../../shared/dns/rdata/registry.ts';
import { type RRset } from '../../shared/dns/rrset.ts';
import { TYPE } from '../../shared/dns/types.ts';
import { type RecordPage, type rowFilter, type rowSort } from '../../shared/model/records.ts';
import { type z } from 'zod';
import { setKey, type RecordSetChange, type SetNotes } from './record-set.ts';
import { recordRow } from './record-rows.ts';
import { isNarrower, matchesRecord, parseRecordSearch, type RecordSearch } from './record-search.ts';
import { SetTexts } from './set-texts.ts';
import { sortInTurns, Turn } from './turn.ts';
import { type ZoneState } from './zone-state.ts';
import { type Zone } from './zone.ts';

export interface PageQuery {
  readonly offset: number;
  readonly limit: number;
  readonly search: string;
  readonly filter: z.infer<typeof rowFilter>;
  readonly sort: z.infer<typeof rowSort>;
  readonly descending: boolean;
}

/** What a row stands for. Mostly the served sets themselves, so that a list of all costs a pointer each. */
export type RowRef = RRset | SetNotes | RecordSetChange;

/** All rows of one state, and what differs from the version below. */
interface Table {
  readonly state: ZoneState;
  readonly version: ZoneState | undefined;
  readonly rows: readonly RowRef[];
  readonly changes: ReadonlyMap<string, RecordSetChange>;
  readonly disabled: readonly RowRef[];
}

interface Selection {
  readonly table: Table;
  /** Which question it answers, counted: one that took longer must not take the place of a later one. */
  readonly asked: number;
  readonly query: string;
  readonly rows: readonly RowRef[];
}

/** What a search found, in the order of the table: a longer text is looked for in that alone. */
interface Found {
  readonly table: Table;
  readonly asked: number;
  readonly filter: PageQuery['filter'];
  readonly search: RecordSearch;
  readonly rows: readonly RowRef[];
}

export class RecordPages {
  readonly #zone: Zone;
  #table: Table | undefined;
  #selection: Selection | undefined;
  #found: Found | undefined;
  #warmed: Table | undefined;
  #asked = 0;
  readonly #texts: SetTexts<RowRef>;

  constructor(zone: Zone, texts = rowTexts()) {
    this.#zone = zone;
    this.#texts = texts;
  }

  /** Rejects with the signal's reason once nobody waits for it any more. */
  async page(query: PageQuery, signal?: AbortSignal): Promise<RecordPage> {
    const zone = this.#zone;
    const { version, conflicts } = zone;
    const table = await this.#tableOf(zone.state, version?.state);
    const rows = await this.#select(table, query, signal);
    const { undo } = zone;
    return {
      rows: rows
        .slice(query.offset, query.offset + query.limit)
        .map((ref) => this.#row(table, ref, conflicts)),
      total: rows.length,
      counts: {
        all: table.rows.length,
        edited: version === undefined ? table.rows.length : table.changes.size,
        disabled: table.disabled.length,
      },
      serial: version?.serial ?? null,
      nextSerial: zone.nextSerial,
      undo: undo === undefined ? null : undo.label,
      redo: zone.redo ?? null,
    };
  }

  /** Prints every set of the last page's state once, in slices, so that the first search need not. */
  async warm(): Promise<void> {
    const table = this.#table;
    if (table === undefined || table === this.#warmed) return;
    this.#warmed = table;
    const turn = new Turn();
    for (const ref of table.rows) {
      this.#texts.of(table.state, ref);
      if (turn.isOver) await turn.pass();
      // An edit made another table meanwhile, which has a warming of its own.
      if (table !== this.#table) return;
    }
  }

  async #tableOf(state: ZoneState, version: ZoneState | undefined): Promise<Table> {
    const known = this.#table;
    if (known?.state === state && known.version === version) return known;
    return (this.#table = await makeTable(state, version));
  }

  async #select(table: Table, query: PageQuery, signal: AbortSignal | undefined): Promise<readonly RowRef[]> {
    const { search, filter, sort, descending } = query;
    const key = JSON.stringify([search, filter, sort, descending]);
    const known = this.#selection;
    if (known?.table === table && known.query === key) return known.rows;
    const turn = new Turn();
    const asked = ++this.#asked;
    const found = await this.#search(table, { search, filter, asked }, turn, signal);
    const sorted = sort === 'dns' ? found : await this.#sort(table, found, sort, turn);
    const rows = descending ? sorted.toReversed() : sorted;
    if (asked > (this.#selection?.asked ?? 0)) this.#selection = { table, asked, query: key, rows };
    return rows;
  }

  async #search(
    table: Table,
    { search: text, filter, asked }: Pick<PageQuery, 'search' | 'filter'> & Pick<Found, 'asked'>,
    turn: Turn,
    signal: AbortSignal | undefined,
  ): Promise<readonly RowRef[]> {
    if (text.trim() === '') return filtered(table, filter);
    const search = parseRecordSearch(text);
    const last = this.#found;
    const within = last?.table === table && last.filter === filter && isNarrower(search, last.search);
    const rows: RowRef[] = [];
    for (const ref of within ? last.rows : filtered(table, filter)) {
      if (matchesRecord(search, this.#texts.of(table.state, ref))) rows.push(ref);
      if (turn.isOver) {
        await turn.pass();
        signal?.throwIfAborted();
      }
    }
    if (asked > (this.#found?.asked ?? 0)) this.#found = { table, asked, filter, search, rows };
    return rows;
  }

  async #sort(
    { state }: Table,
    rows: readonly RowRef[],
    sort: 'type' | 'ttl' | 'content',
    turn: Turn,
  ): Promise<readonly RowRef[]> {
    const keyed: { readonly ref: RowRef; readonly key: string | number }[] = [];
    for (const ref of rows) {
      keyed.push({ ref, key: sort === 'type' ? typeToText(ref.type) : contentKey(state, ref, sort) });
      if (turn.isOver) await turn.pass();
    }
    const sorted = await sortInTurns(keyed, (a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0), turn);
    return sorted.map(({ ref }) => ref);
  }

  #row(table: Table, { owner, type }: RowRef, conflicts: ReadonlySet<string>): RecordPage['rows'][number] {
    const key = setKey(owner, type);
    const set = table.state.set(owner, type);
    const unchanged = { owner, type, before: table.version === undefined ? undefined : set, after: set };
    return recordRow(table.changes.get(key) ?? unchanged, table.state.origin, conflicts.has(key));
  }
}

/** Texts of rows, for one zone or for all. */
export const rowTexts = (): SetTexts<RowRef> => new SetTexts<RowRef>(valuesOf);

async function makeTable(state: ZoneState, version: ZoneState | undefined): Promise<Table> {
  const turn = new Turn();
  const changes = new Map<string, RecordSetChange>();
  const missing: { readonly ref: RowRef; readonly key: string }[] = [];
  for (const change of version === undefined ? [] : await state.changesFrom(version, turn)) {
    const key = setKey(change.owner, change.type);
    changes.set(key, change);
    if (change.after === undefined) missing.push({ ref: change, key });
    if (turn.isOver) await turn.pass();
  }
  const noted: SetNotes[] = [];
  for (const [key, notes] of state.notes.entries()) {
    noted.push(notes);
    if (state.contents.rrset(notes.owner, notes.type) === undefined) missing.push({ ref: notes, key });
    if (turn.isOver) await turn.pass();
  }
  const unserved = await sortInTurns(missing, (a, b) => (a.key < b.key ? -1 : 1), turn);
  const rows: RowRef[] = [];
  let next = 0;
  for (const rrset of state.contents.rrsets()) {
    while (next < unserved.length && unserved[next].key < setKey(rrset.owner, rrset.type))
      rows.push(unserved[next++].ref);
    rows.push(rrset);
    if (turn.isOver) await turn.pass();
  }
  while (next < unserved.length) rows.push(unserved[next++].ref);
  const disabled = noted.filter(({ disabledRdatas }) => disabledRdatas.length > 0);
  return { state, version, rows: apexInReadingOrder(rows, state.origin), changes, disabled };
}

/** SOA, then NS, then the rest of the apex; all else as it is. */
export function apexInReadingOrder<T extends Pick<RRset, 'owner' | 'type'>>(
  rows: readonly T[],
  origin: Name,
): readonly T[] {
  const end = rows.findIndex(({ owner }) => !owner.equals(origin));
  const apex = rows.slice(0, end < 0 ? rows.length : end);
  const rank = ({ type }: T): number => (type === TYPE.SOA ? -2 : type === TYPE.NS ? -1 : type);
  apex.sort((a, b) => rank(a) - rank(b));
  return [...apex, ...rows.slice(apex.length)];
}

function filtered(table: Table, filter: PageQuery['filter']): readonly RowRef[] {
  if (filter === 'disabled') return table.disabled;
  if (filter === 'all' || table.version === undefined) return table.rows;
  return apexInReadingOrder([...table.changes.values()], table.state.origin);
}

/** The served values that a row shows, those that it used to have included. */
function valuesOf(ref: RowRef): readonly Octets[] {
  if ('rdatas' in ref) return ref.rdatas;
  return 'before' in ref ? ((ref.after ?? ref.before)?.rdatas ?? []) : [];
}

function contentKey(state: ZoneState, ref: RowRef, sort: 'ttl' | 'content'): string | number {
  const set = state.set(ref.owner, ref.type);
  if (sort === 'ttl') return set?.ttlSeconds ?? 0;
  const first = set?.rdatas[0] ?? set?.disabledRdatas[0];
  return first === undefined ? '' : printRdata(ref.type, first).toLowerCase();
}
