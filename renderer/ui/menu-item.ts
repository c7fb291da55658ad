/** One line of a menu: something that can be done, as toolbars, menus and the palette offer it. */
export interface MenuItem {
  /** Unique among what is offered at one time. */
  readonly id: string;
  readonly title: string;
  /** As shown: `Ctrl K`, `Delete`. */
  readonly keys?: string;
  /** Stands apart, and is never the default. */
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly run: () => void;
}
