/**
 * What clicks on rows do. On a value or a TTL one goes to the row and two edit it where it stands: nothing has to wait for
 * a second click. Anywhere else one opens the editor; with a key held it selects.
 */
import type { RecordRow } from '../../shared/model/records.ts';
import type { RecordTable } from './record-table.svelte.ts';

/** The row that something is in. */
export const rowOf = (target: Element): HTMLElement | null => target.closest<HTMLElement>('tr[data-index]');
/** Whether keys and clicks belong to a field in the table. */
export const isField = (target: Element | null): boolean =>
  target?.matches('tr[data-index] input[type=text]') === true;
const cellOf = (target: Element): string | undefined =>
  target.closest<HTMLElement>('[data-cell]')?.dataset.cell;

export class RowClicks {
  readonly #table: RecordTable;
  readonly #onedit: (row: RecordRow) => void;
  /** Where a range begins. */
  #anchor = 0;
  /** Whether the click under way takes the focus from a field in the table: then that is all it does. */
  #leaves = false;

  constructor(table: RecordTable, onedit: (row: RecordRow) => void) {
    this.#table = table;
    this.#onedit = onedit;
  }

  readonly mousedown = (): void => {
    this.#leaves = isField(document.activeElement);
  };

  readonly click = (event: MouseEvent): void => {
    const target = event.target as Element;
    const index = Number(rowOf(target)?.dataset.index ?? NaN);
    const row = this.#table.rows[index];
    if (row === undefined || isField(target)) return;
    this.#table.current = index;
    const onBox = target.closest('.pick') !== null;
    if (event.shiftKey) this.#table.selectRange(this.#anchor, index);
    else if (onBox || event.ctrlKey || event.metaKey) this.#table.toggle(row);
    // Without a pointer (a reader's click) there is no second one.
    else if (event.detail === 0 || (event.detail === 1 && cellOf(target) === undefined && this.#isPlain))
      this.#onedit(row);
    this.#anchor = index;
  };

  readonly dblclick = (event: MouseEvent): void => {
    const target = event.target as Element;
    const cell = cellOf(target);
    const row = this.#table.rows[Number(rowOf(target)?.dataset.index ?? NaN)];
    const isPlain = !event.shiftKey && !event.ctrlKey && !event.metaKey;
    if (cell === undefined || row === undefined || isField(target) || !isPlain) return;
    this.#table.editInPlace(row, cell === 'ttl' ? cell : Number(cell));
  };

  /** Nothing but a click: it ends neither an edit in place nor the selecting of text. */
  get #isPlain(): boolean {
    return !this.#leaves && getSelection()?.isCollapsed !== false;
  }
}
