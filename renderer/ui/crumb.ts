/** One step of the way to where one is; the last has no address: one is there. */
export interface Crumb {
  readonly label: string;
  readonly href?: string;
}
