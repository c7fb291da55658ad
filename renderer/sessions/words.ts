/** What a session's lines, its dialog and its report say. */
import { SESSION_ENDS } from '../../shared/model/progress-sentences.ts';
import type { SecondaryProgress, SessionReport } from '../../shared/model/session.ts';
import { TERMS } from '../../shared/model/terms.ts';
import { byteSize, clockTime, count, list, spoken } from '../ui/format.ts';

export const words = {
  title: `${TERMS.Publish}`,
  which: `Whose ${TERMS.edits} go out`,
  whichHint: `Every ${TERMS.zone} is handed out as it was last published; choose whose ${TERMS.edits} join.`,
  nothingWaits: `Nothing has been edited. A ${TERMS.session} still makes every ${TERMS.secondary} ask, which keeps its copy from expiring.`,
  editsOf: (edits: number) => count(edits, TERMS.edit, TERMS.edits),
  staysBehind: (errors: number) => `stays behind: ${count(errors, 'error', 'errors')}`,
  checking: 'Checking…',
  checked: 'The rules have nothing to say.',
  look: 'Look at the records',
  limit: 'Ends at the latest after',
  minutes: (minutes: number) => count(minutes, 'minute', 'minutes'),
  hours: (hours: number) => count(hours, 'hour', 'hours'),
  limitHint: `It ends by itself as soon as all ${TERMS.secondaries} are in sync.`,
  keepOpen: `${TERMS.Publishing} is kept open, as ${TERMS.Settings} has it.`,
  noSecondaries: `No ${TERMS.zone} has a ${TERMS.secondary} yet, so nobody will fetch anything.`,
  begin: `${TERMS.Publish} now`,
  beginWith: (edits: number) => `${TERMS.Publish} ${count(edits, TERMS.edit, TERMS.edits)}`,
  addToOpen: `The ${TERMS.session} that is open goes on with them.`,
  began: (zones: readonly string[]) =>
    zones.length === 0
      ? `${TERMS.Publishing}. The ${TERMS.secondaries} are being notified.`
      : `${TERMS.Publishing} ${list(zones.map(spoken))}. The ${TERMS.secondaries} are being notified.`,
  toListenSettings: 'Change where it listens',

  line: (progress: SecondaryProgress) => `${progress.name}, ${spoken(progress.zone)}`,
  transfer: ({ kind, records, bytes, durationMs }: NonNullable<SecondaryProgress['transfer']>) =>
    `${kind}, ${count(records, 'record', 'records')}, ${byteSize(bytes)} in ${durationMs < 100 ? `${Math.max(1, Math.round(durationMs))} ms` : `${(durationMs / 1000).toFixed(1)} s`}`,
  verifiedAll: (serial: number) => `its name servers answer ${serial}`,
  holdsSerial: (serial: number) => `it answers ${serial}`,
  holdsOld: (serial: number) => `it still answers ${serial}`,
  waitingForNotify: 'NOTIFY is on its way',
  waitingForSoa: `NOTIFY was sent at`,
  waitingForTransfer: 'It asked for the serial; its transfer should follow.',
  remedies: {
    'add-address': 'Add this address',
    'notify-again': 'Notify again',
    'check-keys': 'Look at its key',
    'set-notify-address': 'Change where NOTIFY goes',
  },
  added: (address: string, name: string) => `${address} may take transfers for ${name} now.`,
  notified: (name: string) => `NOTIFY is sent to ${name} again.`,
  notifyAll: 'Notify all again',
  secondaries: TERMS.Secondaries,
  noLines: `No ${TERMS.secondary} is set up for any ${TERMS.zone}. Questions and transfers are answered all the same.`,

  sessionTitle: `${TERMS.Publishing}`,
  opened: (at: number) => `since ${clockTime(at)}`,
  thisSession: `This ${TERMS.session}`,
  listening: 'Listening',
  endsAt: 'Ends at the latest',
  never: 'not by itself',
  serials: TERMS.Zones,
  transfers: 'Transfers running',
  refused: 'Refused',
  refusedTries: (number: number) => count(number, 'request', 'requests'),
  show: 'Show',
  leftBehind: (zone: string, errors: number) =>
    `The ${TERMS.edits} of ${spoken(zone)} stayed behind: ${count(errors, 'error', 'errors')}.`,

  last: `The last ${TERMS.session}`,
  ended: (report: SessionReport) => `${SESSION_ENDS[report.end]}`,
  noReport: `There has been no ${TERMS.session} yet.`,
} as const;
