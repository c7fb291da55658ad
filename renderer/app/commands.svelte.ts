/** Things that can be done: each defined once, offered by menus, the palette, its keys, and the list of shortcuts. */

import { untrack } from 'svelte';
import type { MenuItem } from '../ui/menu-item.ts';

/**
 * `id` is what a screen's commands replace. `keys` as shown: `Ctrl K`, `g o`, `/`, `N`; a single letter works in either case,
 * sequences are typed one after the other.
 */
export interface Command extends MenuItem {
  readonly group: string;
  /** A selector: the keys work only while the focus is inside such an element. */
  readonly within?: string;
}

/** Between the keys of a sequence. */
const SEQUENCE_MS = 1200;

export class Commands {
  #sources = $state.raw<readonly (() => readonly Command[])[]>([]);
  #typed = '';
  #typedAt = 0;

  get all(): readonly Command[] {
    return this.#sources.flatMap((source) => source());
  }

  /** Offers a source's commands until the returned function is called. */
  offer(source: () => readonly Command[]): () => void {
    // Effects offer: reading what they change here would run them for ever.
    this.#sources = [...untrack(() => this.#sources), source];
    return () => {
      this.#sources = this.#sources.filter((other) => other !== source);
    };
  }

  /** To be given every keydown of the window. */
  readonly keydown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    const withControl = event.ctrlKey || event.metaKey;
    if (event.altKey && !withControl) return;
    if (isTyping(event.target) && !(withControl && event.key.toLowerCase() === 'k')) return;
    if (document.querySelector('dialog[open], [role=menu]') !== null) return;
    const key = pressed(event, withControl);
    if (key === null || (key === 'ctrl c' && getSelection()?.isCollapsed === false)) return;
    const sequence = event.timeStamp - this.#typedAt < SEQUENCE_MS ? `${this.#typed} ${key}`.trim() : key;
    const command = this.#byKeys(sequence, event.target) ?? this.#byKeys(key, event.target);
    this.#typed = command === undefined && this.#begins(key) ? key : '';
    this.#typedAt = event.timeStamp;
    if (command === undefined) return;
    event.preventDefault();
    command.run();
  };

  #byKeys(keys: string, target: EventTarget | null): Command | undefined {
    return this.all.findLast(
      ({ keys: own, disabled, within }) =>
        own?.toLowerCase() === keys &&
        !disabled &&
        (within === undefined || (target instanceof Element && target.closest(within) !== null)),
    );
  }

  #begins(key: string): boolean {
    return this.all.some((command) => command.keys?.toLowerCase().startsWith(`${key} `));
  }
}

function pressed(event: KeyboardEvent, withControl: boolean): string | null {
  if (event.key.length > 1 && !/^(Enter|Delete|F\d+)$/.test(event.key)) return null;
  const key = event.key.toLowerCase();
  return withControl ? `ctrl ${event.shiftKey ? 'shift ' : ''}${key}` : key;
}

/** Where letters are text. Undo and the like belong to the field there as well. */
function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || target.matches('textarea, select, input:not([type=checkbox], [type=radio])'))
  );
}
