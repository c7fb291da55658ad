/** What the import says. */
import type { PdnsPreview } from '../../shared/model/pdns-import.ts';
import { spoken } from '../../shared/model/spoken-name.ts';
import { TERMS } from '../../shared/model/terms.ts';
import { count, list } from '../ui/format.ts';

export const words = {
  title: 'Import',
  ways: { files: 'Zone files', transfer: 'From a server (AXFR)', powerdns: 'From PowerDNS' },
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
  emptyFile: 'This file is empty.',
  noZoneFile: 'This is no zone file.',
  unread: (zones: number) => `Reading ${count(zones, TERMS.zone, TERMS.zones)}…`,
  storing: ({ at, of, title }: { at: number; of: number; title: string }) =>
    `Importing ${at} of ${of}: ${spoken(title)}…`,

  pdns: {
    url: 'Address of its API',
    urlHint: 'As webserver-address and webserver-port say in its pdns.conf, with api=yes.',
    inTheClear:
      'Over http:// the API key, and the private keys that come back, can be read on the way. Use https:// or an SSH tunnel unless you trust the network.',
    apiKey: 'API key',
    apiKeyHint: 'What stands behind api-key= there. It is used for this import and not kept.',
    ask: `Look for ${TERMS.zones}`,
    found: (version: string, zones: number) =>
      `PowerDNS ${version}, ${count(zones, TERMS.zone, TERMS.zones)}.`,
    zones: `Its ${TERMS.zones}`,
    search: `Find a ${TERMS.zone} among them`,
    tickAll: `All ${TERMS.zones} shown`,
    tick: (zone: string) => `Import ${spoken(zone)}`,
    kind: 'Kind there',
    kinds: {
      Master: 'primary',
      Slave: TERMS.secondary,
      Native: 'native',
      Producer: 'catalog (producer)',
      Consumer: 'catalog (consumer)',
    },
    serial: 'Serial',
    state: 'State',
    signed: 'signed',
    isHere: 'here already',
    look: (zones: number) =>
      zones === 0 ? 'Look into them' : `Look into ${count(zones, TERMS.zone, TERMS.zones)}`,
    exists: (zone: string) =>
      `${spoken(zone)} is here already. To take it anew with its keys, delete it here first; its records alone also come by AXFR.`,
    beside: (disabled: number, comments: number) =>
      `Beside them ${list([
        ...(disabled === 0 ? [] : [count(disabled, 'disabled value', 'disabled values')]),
        ...(comments === 0 ? [] : [count(comments, 'comment', 'comments')]),
      ])}.`,
    keys: (keys: PdnsPreview['keys'], denial: 'nsec' | 'nsec3') =>
      `Signed with ${list(
        keys.map(
          ({ role, keyTag, algorithm, signs }) =>
            `${role.toUpperCase()} ${keyTag} (${algorithm}${signs ? '' : ', published only'})`,
        ),
      )}, and ${denial.toUpperCase()}. These keys come along, so the DS at the parent stays.`,
    ds: 'The DS that goes with them',
    tsigKeys: (keys: PdnsPreview['tsigKeys']) =>
      `${TERMS.keys}: ${list(keys.map(({ name, isHere }) => `${spoken(name)}${isHere ? ' (here already)' : ''}`))}.`,
    note: 'note',
  },
} as const;
