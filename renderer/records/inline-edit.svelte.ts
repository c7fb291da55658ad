/** A set edited in the table itself: one cell at a time, each a value's text or the TTL; all that was typed is saved as one. */
import type { RecordRow, SetEdit } from '../../shared/model/records.ts';
import { appErrorOf } from '../app/failure.ts';
import type { Edited } from './record-table.svelte.ts';
import { SetDraft } from './set-draft.svelte.ts';
import { MOST_VALUES } from './set-values.ts';

/** A value by its index, or the TTL. */
export type InlineCell = number | 'ttl';

/** By Enter, by Escape, or by going elsewhere. */
export type InlineEnd = 'save' | 'cancel' | 'leave';

/** Whether a set's cells can be typed in place: an SOA has too many parts, and a removed set is what it was. */
export function canEditInPlace({ type, change, values }: RecordRow): boolean {
  return type !== 'SOA' && change !== 'removed' && values.length > 0;
}

export class InlineEdit {
  readonly row: RecordRow;
  cell = $state<InlineCell>(0);
  /** How often its field was called to the focus. */
  calls = $state(0);
  readonly #draft: SetDraft;
  #isSaving = false;

  constructor(zone: string, row: RecordRow, cell: InlineCell) {
    this.row = row;
    this.cell = cell;
    this.#draft = new SetDraft(zone, row);
    // Their text as it is: what is not typed at stays to the letter.
    for (const value of this.#draft.values) Object.assign(value, { asText: true, touched: true });
  }

  textOf(cell: InlineCell): string {
    return cell === 'ttl' ? this.#draft.ttl : this.#draft.values[cell].text;
  }

  /** What stands in the cell that is typed in. */
  get text(): string {
    return this.textOf(this.cell);
  }

  set text(typed: string) {
    this.#draft.faults = [];
    if (this.cell === 'ttl') this.#draft.ttl = typed;
    else this.#draft.values[this.cell].rawText = typed;
  }

  /** What is wrong with the cell, by the editor's own word; else what main said of the set. */
  get error(): string | null {
    const draft = this.#draft;
    if (this.cell === 'ttl') return draft.ttlError;
    const value = draft.values[this.cell];
    return value.sentence(value.fault) ?? draft.toldOf(value) ?? draft.ownerError ?? draft.typeError;
  }

  /** True when saving would change the set: 60m for 1h does not. */
  get isChanged(): boolean {
    const { ttlSeconds, values } = this.#draft;
    return (
      ttlSeconds !== this.row.ttlSeconds || values.some(({ text }, i) => text !== this.row.values[i].text)
    );
  }

  /** Goes on to the next cell or back to the one before, the TTL being the last; false when there is none, or this one is wrong. */
  move(by: 1 | -1): boolean {
    const shown = Math.min(this.row.values.length, MOST_VALUES);
    const cells: readonly InlineCell[] = [...Array(shown).keys(), 'ttl'];
    const next = cells.at(cells.indexOf(this.cell) + by);
    if (this.error !== null || next === undefined || (by === -1 && next === 'ttl')) return false;
    this.cell = next;
    return true;
  }

  /** Sends what was typed; null when it is wrong (the sentence is in `error` then) or on its way already. */
  async save(send: (set: SetEdit) => Promise<Edited>): Promise<Edited | null> {
    if (this.#isSaving || this.error !== null) return null;
    this.#isSaving = true;
    try {
      return await send({ ...this.#draft.toEdit(), owner: this.row.owner });
    } catch (error) {
      const told = appErrorOf(error);
      if (told?.code !== 'bad-edit') throw error;
      this.#draft.faults = told.faults;
      const [{ part, value }] = told.faults;
      if (part === 'ttl' || value !== null) this.cell = value ?? 'ttl';
      return null;
    } finally {
      this.#isSaving = false;
    }
  }
}
