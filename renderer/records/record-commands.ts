/** What can be done on the records screen: for its toolbar, menus, keys, the palette and the list of shortcuts. */
import type { RecordRow } from '../../shared/model/records.ts';
import type { Command } from '../app/commands.svelte.ts';
import { words as shell } from '../app/words.ts';
import { canEditInPlace } from './inline-edit.svelte.ts';
import { words } from './words.ts';

/** What the screen's commands do. */
interface ScreenDeeds {
  readonly add: () => void;
  readonly paste: () => void;
  readonly filter: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

/** What the commands about record sets do. */
export interface RowDeeds {
  readonly edit: (row: RecordRow) => void;
  readonly editInPlace: (row: RecordRow) => void;
  readonly copyValues: (rows: readonly RecordRow[]) => void;
  readonly copyText: (rows: readonly RecordRow[]) => void;
  readonly setDisabled: (rows: readonly RecordRow[], disabled: boolean) => void;
  readonly changeTtl: (rows: readonly RecordRow[]) => void;
  /** Shows what a search finds. */
  readonly search: (text: string) => void;
  readonly takeBack: (rows: readonly RecordRow[]) => void;
  readonly delete: (rows: readonly RecordRow[]) => void;
}

/** What was last done and undone, as far as there is something. */
interface Steps {
  readonly undo: string | null;
  readonly redo: string | null;
}

export function screenCommands(deeds: ScreenDeeds, { undo, redo }: Steps): readonly Command[] {
  const here = (id: keyof ScreenDeeds, title: string, keys?: string, disabled = false): Command => ({
    id: `records-${id}`,
    title,
    group: shell.groups.here,
    keys,
    disabled,
    run: deeds[id],
  });
  return [
    here('add', words.commands.add, 'N'),
    here('paste', words.commands.paste),
    here('filter', words.commands.filter, '/'),
    here('undo', words.undo(undo), 'Ctrl Z', undo === null),
    here('redo', words.redo(redo), 'Ctrl Shift Z', redo === null),
  ];
}

/** What can be done with some record sets; their keys work while the focus is in the table. */
export function rowCommands(rows: readonly RecordRow[], deeds: RowDeeds): readonly Command[] {
  if (rows.length === 0) return [];
  const only = rows.length === 1 ? rows[0] : null;
  const values = rows.flatMap((row) => row.values);
  const alive = rows.filter(({ change }) => change !== 'removed');
  const of = (id: keyof typeof words.rowCommands, run: () => void, more: Partial<Command> = {}): Command => ({
    id: `rows-${id}`,
    title: words.rowCommands[id],
    group: shell.groups.here,
    within: '[role=grid] tbody',
    run,
    ...more,
  });
  return [
    ...(only === null ? [] : [of('edit', () => deeds.edit(only), { keys: 'Enter' })]),
    ...(only !== null && canEditInPlace(only)
      ? [of('editInPlace', () => deeds.editInPlace(only), { keys: 'F2' })]
      : []),
    of('copyValues', () => deeds.copyValues(rows), { keys: 'C' }),
    of('copyText', () => deeds.copyText(rows), { keys: 'Ctrl C' }),
    ...(alive.length > 0 ? [of('ttl', () => deeds.changeTtl(alive), { keys: 'T' })] : []),
    ...(values.some(({ disabled }) => !disabled)
      ? [of('disable', () => deeds.setDisabled(alive, true), { keys: 'D' })]
      : []),
    ...(values.some(({ disabled }) => disabled)
      ? [of('enable', () => deeds.setDisabled(alive, false), { keys: 'E' })]
      : []),
    ...(only === null
      ? []
      : [
          of('onlyName', () => deeds.search(`name:${only.owner}`), {
            title: words.onlyName(only.unicodeOwner ?? only.owner),
          }),
          of('onlyType', () => deeds.search(`type:${only.type}`), { title: words.onlyType(only.type) }),
        ]),
    ...(rows.some(({ change }) => change !== null)
      ? [of('takeBack', () => deeds.takeBack(rows), { keys: 'B' })]
      : []),
    ...(alive.length > 0 ? [of('delete', () => deeds.delete(alive), { keys: 'Delete', danger: true })] : []),
  ];
}
