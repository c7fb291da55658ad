/** What the primitives themselves say. */
import { grouped } from './format.ts';

export const words = {
  crumbs: 'You are here',
  close: 'Close',
  cancel: 'Cancel',
  discard: 'Discard what you typed?',
  discardVerb: 'Discard',
  keepTyping: 'Keep typing',
  copy: 'Copy',
  copied: 'Copied',
  copyWhat: (what: string) => `Copy ${what}`,
  show: 'Show',
  hide: 'Hide',
  /** For what comes a page at a time. */
  showMore: (left: number, page: number) =>
    left <= page ? `Show ${grouped(left)} more` : `Show ${grouped(page)} more of ${grouped(left)}`,
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
  moreFindings: (count: number) => `and ${grouped(count)} more`,
  errors: (count: number) => (count === 1 ? '1 error' : `${grouped(count)} errors`),
  warnings: (count: number) => (count === 1 ? '1 warning' : `${grouped(count)} warnings`),
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
