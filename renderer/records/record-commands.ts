/** What can be done on the records screen: for its keys, the palette and the list of shortcuts. */
import type { Command } from '../app/commands.svelte.ts';
import { words as shell } from '../app/words.ts';
import { words } from './words.ts';

interface Actions {
  readonly add: () => void;
  readonly filter: () => void;
  readonly undo: () => void;
  readonly redo: () => void;
}

export const recordCommands = (actions: Actions): readonly Command[] =>
  (
    [
      ['add', 'N'],
      ['filter', '/'],
      ['undo', 'Ctrl Z'],
      ['redo', 'Ctrl Shift Z'],
    ] as const
  ).map(([id, keys]) => ({
    id: `records-${id}`,
    title: words.commands[id],
    group: shell.groups.here,
    keys,
    run: actions[id],
  }));
