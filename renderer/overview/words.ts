/** What the overview says. */
import type { CopyDeadline } from '../../shared/model/copy.ts';
import { spoken } from '../../shared/model/spoken-name.ts';
import { TERMS } from '../../shared/model/terms.ts';
import type { DnssecGlance, DnssecTask } from '../../shared/model/zone.ts';
import { dueMoment } from '../app/bar-state.ts';
import { count, exactTime } from '../ui/format.ts';
import type { Tone } from '../ui/tone.ts';

export const words = {
  title: TERMS.Overview,
  zones: TERMS.Zones,
  columns: {
    zone: TERMS.Zone,
    edits: TERMS.Edits,
    dnssec: 'DNSSEC',
    copies: TERMS.Secondaries,
    due: `${TERMS.Publish} by`,
    serial: 'Serial',
    published: TERMS.Published,
  },
  dnssec: {
    unsigned: { word: 'not signed', tone: 'none', hint: `Nothing in this ${TERMS.zone} is signed.` },
    'signs-next': {
      word: `signed when you ${TERMS.publish}`,
      tone: 'none',
      hint: `It will be signed as it is next ${TERMS.publish}ed.`,
    },
    signed: {
      word: 'signed',
      tone: 'none',
      hint: `It is signed; the DS was not seen at its parent yet, so nobody checks the signatures.`,
    },
    secure: {
      word: 'signed, DS seen',
      tone: 'ok',
      hint: 'It is signed, and its parent has the DS: validators check it.',
    },
    'wrong-ds': {
      word: 'wrong DS',
      tone: 'wrong',
      hint: `Its parent has a DS for a key that does not sign here: validators refuse the ${TERMS.zone}.`,
    },
  } satisfies Record<DnssecGlance, { word: string; tone: Tone; hint: string }>,
  dnssecTasks: {
    'keys-lost': {
      sentence: (zone) => `A private key of ${zone} is gone: nothing new of it can be signed.`,
      verb: 'Look at the ways out',
    },
    'hand-in-ds': {
      sentence: (zone) =>
        `The signatures of ${zone} are known everywhere: its DS may be handed in at the registrar.`,
      verb: 'Go to the DS',
    },
    'publish-step': {
      sentence: (zone) =>
        `A key of ${zone} is being replaced: its present step leaves when you ${TERMS.publish}.`,
      verb: 'Look at the step',
    },
    'show-ds': {
      sentence: (zone) =>
        `The new key of ${zone} is known everywhere: its DS may be handed in at the registrar.`,
      verb: 'Go to the new DS',
    },
    'exchange-ds': {
      sentence: (zone) =>
        `The DS of ${zone} is to be exchanged at the registrar: hand in the new one, and remove the old one.`,
      verb: 'Go to the new DS',
    },
    'remove-old-key': {
      sentence: (zone) => `The old DS of ${zone} is gone everywhere: the old key may go, too.`,
      verb: 'Finish the replacement',
    },
    'remove-ds': {
      sentence: (zone) => `DNSSEC of ${zone} is being turned off: remove its DS at the registrar.`,
      verb: 'Look at the step',
    },
    'take-off': {
      sentence: (zone) => `The DS of ${zone} is gone everywhere: its signatures may be taken off.`,
      verb: 'Finish turning it off',
    },
  } satisfies Record<DnssecTask, { sentence: (zone: string) => string; verb: string }>,
  inSync: (inSync: number, all: number) => `${inSync} of ${all} in sync`,
  never: 'not yet',
  none: '–',
  findings: 'Look',
  copies: 'How long the copies last',
  copyColumns: {
    zone: TERMS.Zone,
    secondary: TERMS.Secondary,
    plot: 'From its last refresh to its end',
    left: 'Left',
    due: `${TERMS.Publish} by`,
  },
  calendar: 'Save as calendar file',
  today: 'today',
  legend: {
    due: `next ${TERMS.session} due`,
    end: 'copy ends',
    signatures: 'signatures end',
  },
  notTaken: 'not taken yet',
  neverEnds: 'never ends',
  ended: (when: string) => `ended ${when}`,
  leftOf: (left: string) => `${left} left`,
  dueNow: { due: 'now', lapsed: 'overdue' },
  behind: 'behind',
  copyTitle: ({ zone, name }: CopyDeadline) => `${spoken(zone)} at ${name}`,
  copyFacts,
  otherCopies: (others: number) => `and ${count(others, 'other', 'others')}`,
  fewerCopies: 'only the first to end',
  allZones: (zones: number) => `Show all ${count(zones, TERMS.zone, TERMS.zones)}`,
  nextAt: (when: string) => `The schedule ${TERMS.publishes} next ${when}.`,
  rehearse: 'Rehearse…',
  allSessions: `All ${TERMS.session}s`,
  lastTitle: `Last ${TERMS.session}`,
  noSession: `Nothing has been ${TERMS.published} yet. ${TERMS.Publish}, and every ${TERMS.secondary} of your ${TERMS.zones} gets a line here.`,
  failed: `The last try to ${TERMS.publish} could not open its sockets:`,
  steps: 'What is left to do',
  noSecondary: (zone: string) =>
    `${zone} has no ${TERMS.secondary} yet: nobody but this computer can answer for it.`,
  addSecondary: `Add a ${TERMS.secondary}`,
} as const;

/** What is known of a copy, with exact times; `serial`: the version that it should hold. */
function copyFacts(copy: CopyDeadline, serial: number | null, now: number): string {
  const { reason, refreshedAt, expiresAt, signaturesUntil, holds, freshness } = copy;
  const due = dueMoment(copy);
  if (refreshedAt === null) return 'has not taken it yet';
  const toldBy = reason === 'expire-told' ? ', as it says itself' : '';
  return [
    `refreshed ${exactTime(refreshedAt)}`,
    ...(due === null || freshness === 'lapsed' ? [] : [`${TERMS.publish} by ${exactTime(due)}`]),
    expiresAt === null
      ? 'never expires'
      : `${expiresAt < now ? 'expired' : 'expires'} ${exactTime(expiresAt)}${toldBy}`,
    ...(signaturesUntil === null
      ? []
      : [
          signaturesUntil < now
            ? `signatures ended ${exactTime(signaturesUntil)}`
            : `signatures until ${exactTime(signaturesUntil)}`,
        ]),
    ...(holds === null || serial === null || holds === serial ? [] : [`holds ${holds}, not ${serial}`]),
  ].join(' · ');
}
