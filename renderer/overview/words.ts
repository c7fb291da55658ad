/** What the overview says. */
import { TERMS } from '../../shared/model/terms.ts';

export const words = {
  title: TERMS.Overview,
  zones: TERMS.Zones,
  columns: {
    zone: 'Zone',
    state: TERMS.Secondaries,
    edits: TERMS.Edits,
    records: TERMS.Records,
    serial: 'Serial',
    published: 'Published',
  },
  never: 'not yet',
  none: '–',
  findings: 'Look',
  copies: 'How long the copies last',
  copyColumns: { zone: 'Zone', secondary: 'Secondary', left: 'Left', due: `${TERMS.Publish} by` },
  calendar: 'Save as calendar file',
  neverEnds: 'never ends',
  ended: 'ended',
  leftOf: (left: string) => `${left} left`,
  dueNow: { due: 'now', lapsed: 'overdue' },
  nextAt: (when: string) => `The schedule publishes next ${when}.`,
  rehearse: 'Rehearse…',
  allSessions: `All ${TERMS.session}s`,
  lastTitle: `Last ${TERMS.session}`,
  noSession: `Nothing has been published yet. ${TERMS.Publish}, and every ${TERMS.secondary} of your ${TERMS.zones} gets a line here.`,
  failed: `The last try to ${TERMS.publish} could not open its sockets:`,
  steps: 'What is left to do',
  noSecondary: (zone: string) =>
    `${zone} has no ${TERMS.secondary} yet: nobody but this computer can answer for it.`,
  addSecondary: `Add a ${TERMS.secondary}`,
} as const;
