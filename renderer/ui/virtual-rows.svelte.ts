/** Rows of which only those in view exist: TanStack's virtual core, its state read through runes. */
import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualItem,
} from '@tanstack/virtual-core';

export class VirtualRows {
  items = $state.raw<readonly VirtualItem[]>([]);
  /** Height of all rows together. */
  height = $state.raw(0);
  readonly #core: Virtualizer<HTMLElement, HTMLElement>;
  #box: HTMLElement | null = null;

  /** `estimate` is the height of a row of one line; `count` is called again by `update`. */
  constructor(estimate: number, count: () => number) {
    const options = {
      count: 0,
      getScrollElement: () => this.#box,
      estimateSize: () => estimate,
      overscan: 12,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: () => this.#read(),
    };
    this.#core = new Virtualizer(options);
    this.update = () => {
      this.#core.setOptions({ ...options, count: count() });
      this.#core._willUpdate();
      this.#read();
    };
  }

  /** To be called when the number of rows has changed. */
  readonly update: () => void;

  /** Attachment for the box that scrolls. */
  readonly box = (node: HTMLElement): (() => void) => {
    this.#box = node;
    const stop = this.#core._didMount();
    this.update();
    return () => {
      stop();
      this.#box = null;
    };
  };

  /** Attachment for a row, whose height is then measured. It needs `data-index`. */
  readonly row = (node: HTMLElement): void => this.#core.measureElement(node);

  reveal(index: number): void {
    this.#core.scrollToIndex(index, { align: 'auto' });
  }

  #read(): void {
    this.items = this.#core.getVirtualItems();
    this.height = this.#core.getTotalSize();
  }
}
