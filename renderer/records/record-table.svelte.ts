/** The rows of a zone: pages fetched as they come into view, a filter, a selection, and what can be done with it. */
import { SvelteMap } from 'svelte/reactivity';
import type { RecordPage, RecordRow, SetEdit } from '../../shared/model/records.ts';
import type { Client } from '../app/connection.svelte.ts';
import { appErrorOf, explain } from '../app/failure.ts';
import { canEditInPlace, InlineEdit, type InlineCell } from './inline-edit.svelte.ts';
import { shownValues } from './set-values.ts';

/** A screenful or two: what is asked for while somebody types is there, and drawn, within two frames. */
const PAGE_ROWS = 64;
/** As many as one call gives. */
const MOST_ROWS = 500;
/** Rows fetched ahead of those in view: what a fast wheel covers while a page is on its way. */
const AHEAD_ROWS = 150;
/** Sets that one edit may hold. */
export const MOST_SELECTED = 10_000;

type Meta = Omit<RecordPage, 'rows'>;
type Filter = 'all' | 'edited' | 'disabled';
export type Sort = 'dns' | 'type' | 'ttl' | 'content';
/** What an edit answers. */
export type Edited = Awaited<ReturnType<Client['records']['undo']>>;

/** One row's key: a set is its owner and type. */
export const rowKey = ({ owner, type }: Pick<RecordRow, 'owner' | 'type'>): string => `${owner} ${type}`;

export class RecordTable {
  search = $state('');
  filter = $state<Filter>('all');
  sort = $state<Sort>('dns');
  descending = $state(false);
  /** By index; undefined where a page has not come yet. */
  rows = $state.raw<readonly (RecordRow | undefined)[]>([]);
  meta = $state.raw<Meta | null>(null);
  error = $state<string | null>(null);
  /** The question that `rows` answer: filter and order. The answer to another one is read from its top. */
  question = $state('');
  /** The row that the keyboard is at. */
  current = $state(0);
  /** The set that is edited in the table itself. */
  inline = $state.raw<InlineEdit | null>(null);
  readonly selected = new SvelteMap<string, RecordRow>();
  readonly #client: Client;
  readonly #zone: string;
  /** Pages on their way. */
  #fetching: readonly number[] = [];
  #generation = 0;
  /** Ends what an earlier question still works on. */
  #asking = new AbortController();
  #first = 0;
  #last = 0;

  constructor(client: Client, zone: string, search = '') {
    this.#client = client;
    this.#zone = zone;
    this.search = search;
  }

  /** Fetches anew what is in view; the old rows stay until the new ones are there. */
  async refresh(): Promise<void> {
    const mine = ++this.#generation;
    this.#fetching = [];
    this.#asking.abort();
    this.#asking = new AbortController();
    const question = this.#question;
    const isNew = question !== this.question;
    if (isNew) this.#first = this.#last = 0;
    const [first, last] = [this.#first, this.#last].map((row) => Math.floor(row / PAGE_ROWS));
    const pages = first === last ? [first] : [first, last];
    try {
      const fetched = await Promise.all(pages.map((page) => this.#fetch(page * PAGE_ROWS)));
      if (mine !== this.#generation) return;
      const { rows: _, ...meta } = fetched[0];
      const rows = new Array<RecordRow | undefined>(meta.total).fill(undefined);
      pages.forEach((page, index) =>
        rows.splice(page * PAGE_ROWS, fetched[index].rows.length, ...fetched[index].rows),
      );
      this.rows = rows;
      this.meta = meta;
      this.error = null;
      this.question = question;
      this.current = isNew ? 0 : Math.min(this.current, Math.max(0, meta.total - 1));
    } catch (error) {
      if (mine === this.#generation) this.error = explain(error);
    }
  }

  /** Tells which rows are in view; missing pages are fetched, those of rows around them too. */
  need(first: number, last: number): void {
    this.#first = first;
    this.#last = last;
    for (const page of pagesOf(first, last)) void this.#fill(page);
    for (const page of pagesOf(Math.max(0, first - AHEAD_ROWS), last + AHEAD_ROWS)) void this.#fill(page);
  }

  /** The row that is edited, selected or deleted by the keyboard. */
  get currentRow(): RecordRow | undefined {
    return this.rows[this.current];
  }

  /** Where a set's row is; -1 when it is not among those loaded. */
  indexOf({ owner, type }: RecordRow): number {
    return this.rows.findIndex((row) => row?.owner === owner && row.type === type);
  }

  sortBy(sort: Sort): void {
    this.descending = this.sort === sort && !this.descending;
    this.sort = sort;
  }

  toggle(row: RecordRow): void {
    if (!this.selected.delete(rowKey(row))) this.selected.set(rowKey(row), row);
  }

  /** Adds all rows between two to the selection, as far as they are loaded. */
  selectRange(from: number, to: number): void {
    for (const row of this.rows.slice(Math.min(from, to), Math.max(from, to) + 1))
      if (row !== undefined) this.selected.set(rowKey(row), row);
  }

  /** Selects every row that the filter shows, loaded or not; false when they are more than one edit takes. */
  async selectAll(): Promise<boolean> {
    const total = this.meta?.total ?? 0;
    if (total > MOST_SELECTED) return false;
    const offsets = Array.from({ length: Math.ceil(total / MOST_ROWS) }, (_, n) => n * MOST_ROWS);
    for (const { rows } of await Promise.all(offsets.map((offset) => this.#fetch(offset, MOST_ROWS))))
      for (const row of rows) this.selected.set(rowKey(row), row);
    return true;
  }

  /** Makes one row what actions are about, unless it is among those selected. */
  point(index: number): void {
    const row = this.rows[index];
    if (row === undefined) return;
    this.current = index;
    if (!this.selected.has(rowKey(row))) this.clearSelection();
  }

  clearSelection(): void {
    this.selected.clear();
  }

  /** What an action is about: the selection, else the current row. */
  get subjects(): readonly RecordRow[] {
    if (this.selected.size > 0) return [...this.selected.values()];
    return this.currentRow === undefined ? [] : [this.currentRow];
  }

  edit(sets: readonly SetEdit[]): Promise<Edited> {
    return this.#changed(this.#client.records.edit({ zone: this.#zone, sets: [...sets] }));
  }

  /** Adds a set, or what one was renamed or retyped to: values of a set that is there already stay. */
  add(set: SetEdit, replaces: readonly { owner: string; type: string }[] = []): Promise<Edited> {
    return this.#changed(
      this.#client.records.edit({ zone: this.#zone, sets: [set], replaces: [...replaces], joins: true }),
    );
  }

  /** The set that stands at a name as it was typed; null where none does, or the name is none. */
  async at(owner: string, type: string): Promise<RecordRow | null> {
    try {
      return (await this.#client.records.at({ zone: this.#zone, owner, type })).row;
    } catch (error) {
      if (appErrorOf(error)?.code === 'bad-edit') return null;
      throw error;
    }
  }

  /** Begins to edit a set in the table itself; what cannot be saved yet elsewhere comes first. */
  editInPlace(row: RecordRow, cell: InlineCell = 0): void {
    const index = this.indexOf(row);
    if (index < 0 || !canEditInPlace(row)) return;
    const { inline } = this;
    const open = inline?.isChanged ? this.indexOf(inline.row) : -1;
    if (inline === null || open < 0) this.inline = new InlineEdit(this.#zone, row, cell);
    else inline.calls++;
    this.current = open < 0 ? index : open;
  }

  /** Saves what was typed in the table; null when nothing was, or it is wrong and stays there with its sentence. */
  async saveInline(): Promise<Edited | null> {
    const { inline } = this;
    const edited = inline?.isChanged ? await inline.save((set) => this.edit([set])) : null;
    if (this.inline === inline && (edited !== null || !inline?.isChanged)) this.inline = null;
    return edited;
  }

  delete(rows: readonly RecordRow[]): Promise<Edited> {
    return this.edit(
      rows.map(({ owner, type, ttlSeconds }) => ({ owner, type, ttlSeconds, values: [], comment: '' })),
    );
  }

  setDisabled(rows: readonly RecordRow[], disabled: boolean): Promise<Edited> {
    return this.edit(
      rows.map((row) => ({ ...editOf(row), values: row.values.map(({ text }) => ({ text, disabled })) })),
    );
  }

  setTtl(rows: readonly RecordRow[], ttlSeconds: number): Promise<Edited> {
    return this.edit(rows.map((row) => ({ ...editOf(row), ttlSeconds })));
  }

  /** Takes back what the draft changes of these sets. */
  takeBack(rows: readonly RecordRow[]): Promise<Edited> {
    const sets = rows.map(({ owner, type }) => ({ owner, type }));
    return this.#changed(this.#client.records.discard({ zone: this.#zone, sets }));
  }

  /** What `paste` would do with this text. */
  previewPaste(text: string, signal: AbortSignal): ReturnType<Client['records']['previewPaste']> {
    return this.#client.records.previewPaste({ zone: this.#zone, text }, { signal });
  }

  paste(text: string): Promise<Edited> {
    return this.#changed(this.#client.records.paste({ zone: this.#zone, text }));
  }

  undo(): Promise<Edited> {
    return this.#changed(this.#client.records.undo({ zone: this.#zone }));
  }

  redo(): Promise<Edited> {
    return this.#changed(this.#client.records.redo({ zone: this.#zone }));
  }

  async #changed(call: Promise<Edited>): Promise<Edited> {
    const edited = await call;
    this.clearSelection();
    await this.refresh();
    return edited;
  }

  /** What is asked for, without where in it. */
  get #question(): string {
    const { search, filter, sort, descending } = this;
    return JSON.stringify([search.trim(), filter, sort, descending]);
  }

  #fetch(offset: number, limit = PAGE_ROWS): Promise<RecordPage> {
    const { search, filter, sort, descending } = this;
    return this.#client.records.page(
      {
        zone: this.#zone,
        offset,
        limit,
        search: search.trim(),
        filter,
        sort,
        descending,
      },
      { signal: this.#asking.signal },
    );
  }

  async #fill(page: number): Promise<void> {
    const start = page * PAGE_ROWS;
    if (start >= this.rows.length || this.rows[start] !== undefined || this.#fetching.includes(page)) return;
    const mine = this.#generation;
    this.#fetching = [...this.#fetching, page];
    try {
      const { rows } = await this.#fetch(start);
      if (mine === this.#generation) this.rows = this.rows.toSpliced(start, rows.length, ...rows);
    } catch (error) {
      if (mine === this.#generation) this.error = explain(error);
    } finally {
      this.#fetching = this.#fetching.filter((other) => other !== page);
    }
  }
}

/** The pages that hold the rows from `first` to `last`. */
function pagesOf(first: number, last: number): readonly number[] {
  const from = Math.floor(first / PAGE_ROWS);
  return Array.from({ length: Math.floor(last / PAGE_ROWS) - from + 1 }, (_, i) => from + i);
}

const editOf = ({ owner, type, ttlSeconds, values, comment }: RecordRow): SetEdit => ({
  owner,
  type,
  ttlSeconds,
  values,
  comment,
});

/** Rows as lines of a zone file, relative to the zone; a disabled value becomes a comment. */
export function zoneText(rows: readonly RecordRow[]): string {
  return rows
    .flatMap(({ owner, type, ttlSeconds, ...row }) =>
      shownValues({ ...row, owner, type, ttlSeconds }).map(
        ({ text, disabled }) => `${disabled ? '; ' : ''}${owner}\t${ttlSeconds}\tIN\t${type}\t${text}\n`,
      ),
    )
    .join('');
}
