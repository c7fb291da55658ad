/** Rows of which only those in view exist: TanStack's virtual core, its state read through runes. */
import { untrack } from 'svelte';
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
      measureElement: (_: HTMLElement, entry: ResizeObserverEntry | undefined) =>
        // Without an observer's word no layout is forced: a new row is as high as estimated until the observer, which
        // speaks before the frame is painted, says otherwise.
        entry === undefined ? estimate : Math.round(entry.borderBoxSize[0].blockSize),
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
    // What is read here must not make the attachment run again: the box stays the same.
    untrack(this.update);
    return () => {
      stop();
      this.#box = null;
    };
  };

  /** Attachment for a row, whose height is then measured. It needs `data-index`. */
  readonly row = (node: HTMLElement): void => this.#core.measureElement(node);

  toTop(): void {
    // By what was last heard of the box: to ask it, or to let the core work out its limits, would force a layout.
    if (this.#box !== null && (this.#core.scrollOffset ?? 0) > 0) this.#box.scrollTop = 0;
  }

  reveal(index: number): void {
    this.#core.scrollToIndex(index, { align: 'auto' });
  }

  #read(): void {
    const items = this.#core.getVirtualItems();
    this.height = this.#core.getTotalSize();
    // Told of much that moves no row, such as that scrolling has ended.
    const shown = untrack(() => this.items);
    if (items.length !== shown.length || items.some((item, i) => item !== shown[i])) this.items = items;
  }
}
