/**
 * What a menu does as it closes: the focus goes back to where it was, and only then is run what was chosen: a dialog that
 * opens can give the focus back in its turn.
 */
import type { MenuItem } from './menu-item.ts';

export class MenuFocus {
  #before: Element | null = null;
  #chosen: MenuItem | null = null;

  /** To be called before the menu takes the focus. */
  readonly opened = (): void => {
    this.#before = document.activeElement;
    this.#chosen = null;
  };

  readonly choose = (item: MenuItem): void => {
    this.#chosen = item;
  };

  /** For the content's onCloseAutoFocus. */
  readonly closed = (event: Event): void => {
    event.preventDefault();
    const { activeElement } = document;
    // Whoever clicked elsewhere has put the focus there.
    const isLost =
      activeElement === null ||
      activeElement === document.body ||
      activeElement.closest('[role=menu]') !== null;
    if (isLost && this.#before instanceof HTMLElement && this.#before.isConnected) this.#before.focus();
    this.#chosen?.run();
    this.#chosen = null;
  };
}
