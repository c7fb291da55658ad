/** What clicks on rows do: one opens the editor or selects, two on a value or a TTL edit it where it stands. */
import type { RecordRow } from '../../shared/model/records.ts';
import type { RecordTable } from './record-table.svelte.ts';

/** How long a second click may take: less than systems allow, so that the editor does not seem slow. */
const DOUBLE_CLICK_MS = 250;

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
  /** What a second click may still turn into an edit in place. */
  #opening: ReturnType<typeof setTimeout> | undefined;

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
    else if (event.detail < 2 && !this.#leaves && getSelection()?.isCollapsed !== false)
      this.#open(row, event.detail > 0 && cellOf(target) !== undefined);
    this.#anchor = index;
  };

  readonly dblclick = (event: MouseEvent): void => {
    this.forget();
    const target = event.target as Element;
    const cell = cellOf(target);
    const row = this.#table.rows[Number(rowOf(target)?.dataset.index ?? NaN)];
    const isPlain = !event.shiftKey && !event.ctrlKey && !event.metaKey;
    if (cell === undefined || row === undefined || isField(target) || !isPlain) return;
    this.#table.editInPlace(row, cell === 'ttl' ? cell : Number(cell));
  };

  /** Opens nothing any more for the click before. */
  readonly forget = (): void => clearTimeout(this.#opening);

  /** At once, or once it is clear that no second click follows. */
  #open(row: RecordRow, mayBeTwo: boolean): void {
    this.forget();
    if (!mayBeTwo) this.#onedit(row);
    else
      this.#opening = setTimeout(() => {
        if (!isField(document.activeElement)) this.#onedit(row);
      }, DOUBLE_CLICK_MS);
  }
}
