/** What the import says. */
import { TERMS } from '../../shared/model/terms.ts';
import { count, list, spoken } from '../ui/format.ts';

export const words = {
  title: 'Import',
  ways: { files: 'Zone files', transfer: 'From a server' },
  waysLabel: 'Where from',
  drop: 'Drop zone files here',
  or: 'or',
  choose: 'Choose files…',
  paste: 'Paste text',
  pastedName: 'pasted text',
  filesHint:
    'Nothing is stored before you have seen what is in them. $INCLUDE is not followed here: it belongs to files on your own disk.',

  server: 'Server',
  serverHint: 'Its address, with the port after a colon where it is not 53.',
  serverWrong: 'Expected an address, such as 192.0.2.1 or [2001:db8::1]:5300.',
  zoneName: `Name of the ${TERMS.zone}`,
  key: TERMS.key,
  noKey: 'none',
  transferHint: `The server must allow this computer to take the ${TERMS.zone} (AXFR).`,
  fetch: 'Fetch and look',

  reading: 'Reading…',
  nameMissing: `The text does not say which ${TERMS.zone} it is.`,
  text: 'The text',
  contains: (records: number, sets: number) =>
    `${count(records, 'record', 'records')} in ${count(sets, 'set', 'sets')}`,
  serial: (serial: number) => `serial ${serial}`,
  leftOut: (types: Readonly<Record<string, number>>) =>
    `Left out, since this ${TERMS.zone} is signed anew here: ${list(Object.entries(types).map(([type, number]) => `${number} ${type}`))}.`,
  fine: 'The rules have nothing to say.',
  sample: 'What comes in',
  kind: 'Kind',
  kinds: { primary: 'Primary', native: 'Native' },
  exists: (zone: string) =>
    `${spoken(zone)} is here already. Its records would be replaced, as ${TERMS.edits} that you can look through first.`,
  replace: 'Replace its records',
  import: 'Import',
  importAll: (zones: number) => (zones === 0 ? 'Import' : `Import ${count(zones, TERMS.zone, TERMS.zones)}`),
  remove: 'Leave out',
  imported: (zones: readonly string[]) => `${list(zones.map(spoken))} imported.`,
  done: 'imported',
  columns: { name: 'Name', type: 'Type', content: 'Content' },
  checkAgain: 'Check again',
} as const;
