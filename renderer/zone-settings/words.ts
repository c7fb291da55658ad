/** What the settings of a zone say. */
import { spoken } from '../../shared/model/spoken-name.ts';
import { TERMS } from '../../shared/model/terms.ts';
import { grouped } from '../ui/format.ts';

export const words = {
  kind: 'Kind',
  kinds: {
    primary: { label: 'Primary', hint: `Fetched by ${TERMS.secondaries}, which answer the Internet.` },
    native: { label: 'Native', hint: 'Answered by this computer alone; never handed out.' },
  },
  rhythm: `How often you ${TERMS.publish}`,
  rhythms: {
    week: 'every week',
    fortnight: 'every fortnight',
    month: 'every month',
    quarter: 'every quarter',
  },
  rhythmHint: 'A promise to yourself: the timers in the SOA follow it.',
  timers: (expireDays: number) =>
    `SOA EXPIRE is ${expireDays} days: for so long a ${TERMS.secondary} goes on answering without having heard from you. Removed records can be replayed by one that no longer asks for as long.`,
  policy: 'Serial',
  policies: {
    'date-counter': {
      label: 'Date and counter',
      hint: 'As in 2026112301: readable, and on into the next day after 99.',
    },
    increment: { label: 'Plus one', hint: 'The last one plus one.' },
    unixtime: { label: 'Seconds since 1970', hint: 'As some tools expect.' },
  },
  questions: 'Who may ask questions',
  questionsOptions: {
    secondaries: {
      label: `Its ${TERMS.secondaries} only`,
      hint: 'Everybody else is refused: the hidden primary stays hidden.',
    },
    anyone: { label: 'Anyone', hint: 'As an ordinary name server; for a network of your own.' },
  },
  saved: 'Saved.',
  export: 'Zone file',
  exportHint: `The records as they are here now, ${TERMS.edits} included, for any other name server.`,
  download: 'Save as file',
  copy: 'the zone file',
  handOverTitle: 'Move on',
  handOverHint: `To BIND, Knot or PowerDNS as the primary, with the same DNSSEC keys: files, configuration and steps.`,
  handOver: 'Hand it over…',
  deleteTitle: `Delete this ${TERMS.zone}`,
  deleteHint: `Its ${TERMS.secondaries} go on serving their copies until those expire. At the registrar, change the name servers first.`,
  delete: 'Delete…',
  confirmTitle: (zone: string) => `Delete ${spoken(zone)}?`,
  confirm: (zone: string, records: number) =>
    `${grouped(records)} records of ${spoken(zone)} and all of its history are gone for good. Save the zone file first if you may want it again.`,
  confirmVerb: (zone: string) => `Delete ${spoken(zone)}`,
  understood: 'I do not need its records and history any more',
  deleted: (zone: string) => `${spoken(zone)} was deleted.`,
} as const;
