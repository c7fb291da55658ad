/** What the primitives themselves say. */
export const words = {
  crumbs: 'You are here',
  close: 'Close',
  cancel: 'Cancel',
  copy: 'Copy',
  copied: 'Copied',
  copyWhat: (what: string) => `Copy ${what}`,
  show: 'Show',
  hide: 'Hide',
  /** For what comes a page at a time. */
  showMore: (left: number, page: number) =>
    left <= page
      ? `Show ${left.toLocaleString()} more`
      : `Show ${page.toLocaleString()} more of ${left.toLocaleString()}`,
  showWhat: (what: string) => `Show ${what}`,
  hideWhat: (what: string) => `Hide ${what}`,
  undo: 'Undo',
  dismiss: 'Dismiss',
  optional: 'optional',
  helpOn: (what: string) => `Help: ${what}`,
  loading: 'Loading…',
  tryAgain: 'Try again',
  error: 'error',
  warning: 'warning',
  line: (line: number, column: number | null) =>
    column === null ? `line ${line}` : `line ${line}:${column}`,
  moreFindings: (count: number) => `and ${count.toLocaleString()} more`,
  errors: (count: number) => (count === 1 ? '1 error' : `${count.toLocaleString()} errors`),
  warnings: (count: number) => (count === 1 ? '1 warning' : `${count.toLocaleString()} warnings`),
  marks: {
    notified: 'notified',
    askedSoa: 'asked SOA',
    transfer: 'transfer',
    inSync: 'in sync',
    verified: 'verified',
  },
  markDone: 'done',
  markFailed: 'failed',
  markOpen: 'not yet',
} as const;
