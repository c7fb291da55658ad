/** What a session's lines, its dialog and its report say. */
import { SESSION_ENDS } from '../../shared/model/progress-sentences.ts';
import type { RehearsedZone } from '../../shared/model/rehearsal.ts';
import type { SecondaryProgress, SessionReport, Stranger } from '../../shared/model/session.ts';
import { spoken } from '../../shared/model/spoken-name.ts';
import { TERMS } from '../../shared/model/terms.ts';
import type { ZoneSummary } from '../../shared/model/zone.ts';
import { words as shell } from '../app/words.ts';
import { byteSize, clockTime, count, list } from '../ui/format.ts';

export const words = {
  title: `${TERMS.Publish}`,
  which: `Whose ${TERMS.edits} go out`,
  whichHint: `Every ${TERMS.zone} is handed out as it was last ${TERMS.published}; choose whose ${TERMS.edits} join.`,
  nothingWaits: `Nothing has been edited. A ${TERMS.session} still makes every ${TERMS.secondary} ask, which keeps its copy from expiring.`,
  isDue: (zone: ZoneSummary) => `${shell.isDue(zone)}: that goes out with this ${TERMS.session}.`,
  editsOf: (edits: number) => count(edits, TERMS.edit, TERMS.edits),
  staysBehind: (errors: number) => `stays behind: ${count(errors, 'error', 'errors')}`,
  checking: 'Checking…',
  preflight: 'Looked at beforehand',
  preflightFine: 'Nothing stands against it.',
  preflightRemedies: {
    'open-settings': `Open the ${TERMS.Settings.toLowerCase()}`,
    'open-records': 'Open its records',
    'add-secondary': `Add a ${TERMS.secondary}`,
    'edit-secondary': `Look at its ${TERMS.secondaries}`,
    'open-keys': 'Open the keys',
    'open-access': 'Look at who may take it',
    'open-provider-sheet': 'What to type there',
  },
  takeOver: 'Take it over',
  goAhead: 'Go on ahead of it',
  tookOver: (name: string, sets: number, joinedDraft: boolean) =>
    sets === 0
      ? `What ${name} holds has the same records as here.`
      : joinedDraft
        ? `${count(sets, 'record set', 'record sets')} of ${name} joined the ${TERMS.edits}; undo takes them back.`
        : `${count(sets, 'record set', 'record sets')} taken over from ${name}. Your ${TERMS.edits} stand on top of them.`,
  goesAhead: (name: string) => `What is ${TERMS.publish}ed next replaces what ${name} holds.`,
  goesAheadHint: `This goes on ahead of it, too: what only another computer ${TERMS.published} is replaced.`,
  override: `${TERMS.Publish} all the same`,
  overrideHint: (errors: number) =>
    `${errors === 1 ? 'The error above stands' : `The ${errors} errors above stand`} against it; some ${TERMS.secondaries} may not get their ${TERMS.zones}.`,
  newAddress: 'the new address',
  enteredThere: 'I have entered it there',
  look: `Look at the ${TERMS.edits}`,
  limit: 'Ends at the latest after',
  minutes: (minutes: number) => count(minutes, 'minute', 'minutes'),
  hours: (hours: number) => count(hours, 'hour', 'hours'),
  limitHint: (slowest: { name: string; zone: string } | null) =>
    slowest === null
      ? `It ends by itself as soon as all ${TERMS.secondaries} are in sync.`
      : `It ends by itself as soon as all ${TERMS.secondaries} are in sync; ${slowest.name} with ${spoken(slowest.zone)} takes longest.`,
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
  transferRuns: 'Its transfer is running.',
  waitingForTransfer: 'It asked for the serial; its transfer should follow.',
  remedies: {
    'add-address': 'Add this address',
    'notify-again': 'Notify again',
    'check-keys': 'Look at its key',
    'set-notify-address': 'Change where NOTIFY goes',
  },
  added: (address: string, name: string) => `${address} may take transfers for ${name} now.`,
  notified: (name: string) => `NOTIFY is sent to ${name} again.`,
  notifyOne: (name: string) => `Notify ${name} now`,
  limitNear: 'Not all are in sync, and the time is nearly up.',
  tenMore: '10 more minutes',
  extended: '10 minutes added.',
  strangers: 'Who asked and is on no list',
  strangersHint: `Perhaps another address of one of your ${TERMS.secondaries}. Allow only what you recognise.`,
  strangerAsked: ({ zone, key, times }: Stranger) =>
    `asked for ${spoken(zone)}${times > 1 ? ` ${times} times` : ''}${key === null ? ' without a key' : ` with the key ${spoken(key)}`}`,
  allowFor: (name: string) => `Allow it for ${name}`,
  notifyAll: 'Notify all again',
  secondaries: TERMS.Secondaries,
  noLines: `No ${TERMS.secondary} is set up for any ${TERMS.zone}. Questions and transfers are answered all the same.`,

  sessionTitle: `${TERMS.Publishing}`,
  opened: (at: number) => `since ${clockTime(at)}`,
  thisSession: `This ${TERMS.session}`,
  listening: 'Listening',
  router: 'Router',
  manualRule: 'the rule for the router',
  askRouter: `Ask the router to send it here`,
  askRouterHint: `Perhaps the router can do it by itself for this ${TERMS.session} (NAT-PMP, UPnP); it is taken back at the end, and can be switched off in the ${TERMS.Settings.toLowerCase()}.`,
  endsAt: 'Ends at the latest',
  never: 'not by itself',
  serials: TERMS.Zones,
  transfers: 'Transfers running',
  refused: 'Refused',
  refusedTries: (number: number) => count(number, 'request', 'requests'),
  show: 'Show',
  leftBehind: (zone: string, errors: number) =>
    `The ${TERMS.edits} of ${spoken(zone)} stayed behind: ${count(errors, 'error', 'errors')}.`,

  reports: `${TERMS.Session}s`,
  reportsHint: `Each ${TERMS.session} leaves a report here: who took what, when, and what kept the others.`,
  reportLine: (took: string, done: number, all: number) => `${took}, ${done} of ${all} in sync`,
  rehearsal: TERMS.Rehearsal,
  rehearsalHint: `A ${TERMS.secondary} inside the app, on loopback, takes every ${TERMS.zone} by a real transfer. Nobody outside is told.`,
  rehearsed: (good: number, all: number, took: string) =>
    all === 0
      ? `There is no ${TERMS.zone} to rehearse with yet.`
      : `${good} of ${count(all, TERMS.zone, TERMS.zones)} would arrive as they are, found in ${took}.`,
  good: 'arrives as it is',
  notGood: 'look',
  rehearsedFacts: ({ serial, records, signed, nameServers, soa, edits }: RehearsedZone) =>
    [
      ...(serial === null ? [] : [`serial ${serial}`]),
      count(records, 'record', 'records'),
      signed ? 'signed' : 'not signed',
      ...(nameServers.length === 0 ? [] : [`name servers ${list(nameServers.map(spoken))}`]),
      ...(soa === null ? [] : [`refresh ${soa.refresh}, retry ${soa.retry}, expire ${soa.expire}`]),
      ...(edits === 0 ? [] : [`${count(edits, TERMS.edit, TERMS.edits)} not in it yet`]),
    ].join(' · '),
  rehearsedFaults: ({ identical, refusesStrangers, signatureFaults }: RehearsedZone) => [
    ...(identical ? [] : [`What arrived is not what was ${TERMS.published}.`]),
    ...(refusesStrangers ? [] : ['Somebody without the key would get it too.']),
    ...(signatureFaults === 0
      ? []
      : [
          `${count(signatureFaults, 'signature does', 'signatures do')} not hold: validators would refuse them.`,
        ]),
  ],
  neverPublished: `Nothing of it has been ${TERMS.publish}ed yet, so there is nothing to take.`,
  rehearseAgain: 'Rehearse again',
  last: `The last ${TERMS.session}`,
  ended: (report: SessionReport) => `${SESSION_ENDS[report.end]}`,
  firstRuns: `The first ${TERMS.session} is running.`,
  noReport: `There has been no ${TERMS.session} yet.`,
} as const;
