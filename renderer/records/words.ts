/** What the records screen and its editor say. */
import { TERMS } from '../../shared/model/terms.ts';
import { count, grouped, list } from '../ui/format.ts';

/** What pasted text would come to, in record sets. */
interface PasteCounts {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly errors: number;
}

const notFoundHere = (what: string, place: string): string =>
  `${what} looked for at ${place}. At this name nobody finds them, unless an alias (CNAME) leads here.`;

export const words = {
  filter: 'Filter by name, type or content',
  filterHint: 'Name, type or content',
  filterTitle: 'Every word must be found. name:www and type:MX find exactly these.',
  filters: { all: 'All', edited: 'Edited', disabled: 'Disabled' },
  filterGroup: 'Which sets are shown',
  add: 'Add record',
  paste: 'Paste…',
  more: 'More actions',
  export: 'Save as zone file',
  undo: (label: string | null) => (label === null ? 'Undo' : `Undo: ${label}`),
  redo: (label: string | null) => (label === null ? 'Redo' : `Redo: ${label}`),
  serial: (serial: number | null, next: number | null) =>
    serial === null
      ? 'no serial yet'
      : next === null
        ? `serial ${serial}`
        : `serial ${serial} → next ${next}`,
  columns: { name: 'Name', type: 'Type', ttl: 'TTL', content: 'Content', comment: 'Comment' },
  sortBy: (column: string) => `Sort by ${column}`,
  was: 'was',
  changes: { added: 'added', changed: 'changed', removed: 'removed' },
  disabled: 'disabled',
  conflict: 'also changed since, by a tool or another computer',
  moreValues: (more: number) => `and ${grouped(more)} more`,
  loadingRow: '…',
  table: 'Record sets',
  tableHint:
    'Arrow keys move, Enter edits, F2 edits in place, Space selects, Delete removes, Shift F10 opens a menu.',
  select: (name: string, type: string) => `Select ${name} ${type}`,
  rowMenu: 'What can be done with these records',
  selected: (number: number) => count(number, 'set selected', 'sets selected'),
  rowCommands: {
    edit: 'Edit…',
    editInPlace: 'Edit in place',
    copyValues: 'Copy values',
    copyText: 'Copy as zone text',
    ttl: 'Change TTL…',
    disable: 'Disable',
    enable: 'Enable',
    onlyName: 'Show only this name',
    onlyType: 'Show only this type',
    takeBack: `Take back the ${TERMS.edit}`,
    delete: 'Delete',
  },
  onlyName: (name: string) => `Show only ${name}`,
  onlyType: (type: string) => `Show only ${type}`,
  tooMany: (most: number) => `At most ${grouped(most)} sets at once: narrow the filter first.`,
  clearSelection: 'Clear',
  nothingFits: 'No record set fits this filter.',
  clearFilter: 'Show all',
  findings: (sentence: string) => `The rules have ${sentence} on this ${TERMS.zone}`,
  showFindings: 'Show',
  hideFindings: 'Hide',

  addTitle: 'Add a record set',
  editTitle: (name: string, type: string) => `${name} ${type}`,
  owner: 'Name',
  ownerHint: (zone: string) => `Relative to ${zone}; @ is the ${TERMS.zone} itself, * a wildcard.`,
  ownerOutside: (zone: string) => `A name at or below ${zone} is expected here.`,
  /** The name that parts make, as the fields beside it are typed. */
  wholeName: (name: string) => `Stands at ${name}.`,
  /** Said where a record stands at a name at which nobody looks for it. */
  places: {
    srv: notFoundHere('SRV records are', '_service._protocol, as in _sip._tcp'),
    uri: notFoundHere('URI records are', '_service._protocol, as in _http._tcp'),
    tlsa: notFoundHere('TLSA records are', '_port._protocol, as in _443._tcp.www'),
    smimea: notFoundHere(
      'SMIMEA records are',
      'hash._smimecert, the hash being that of the part before the @',
    ),
    openpgpkey: notFoundHere(
      'OpenPGP keys are',
      'hash._openpgpkey, the hash being that of the part before the @',
    ),
    dkim: notFoundHere(
      'DKIM keys are',
      'selector._domainkey; the selector is what your mail server signs with',
    ),
    dmarc: notFoundHere('DMARC policies are', '_dmarc, as in _dmarc.shop'),
    'mta-sts': notFoundHere('MTA-STS records are', '_mta-sts'),
    'tls-rpt': notFoundHere('TLS report addresses are', '_smtp._tls'),
    bimi: notFoundHere('BIMI records are', 'selector._bimi, as in default._bimi'),
  },
  /** Said before values join a set that is there; `ttl` where that changes, too. */
  joins: (name: string, type: string, values: number, added: number, ttl: string | null) =>
    `${name} ${type} is here already, with ${count(values, 'value', 'values')}: ${
      added === 1 ? 'this one is' : 'these are'
    } added to it${ttl === null ? '' : `, and its TTL becomes ${ttl}`}.`,
  onlyOne: (name: string, type: string) =>
    `${name} ${type} is here already, and a name can have only one: change that one.`,
  type: 'Type',
  typeUnknown: 'Expected a record type, such as AAAA, or TYPE65280.',
  ttl: 'TTL',
  ttlHint: 'Seconds, or 5m, 1h, 1d.',
  ttlWrong: 'Expected seconds up to 2147483647, or units as in 1h30m.',
  cellHint: 'A double click edits in place; a click on the name opens all of the set.',
  /** Which cell is typed in, for those who do not see it. */
  cellOf: (name: string, type: string, cell: string) => `${name} ${type}, ${cell}`,
  value: (number: number, of: number) => (of === 1 ? 'Value' : `Value ${number} of ${of}`),
  assistants: 'Ways to fill it in',
  noAssistant: 'Plain',
  asText: 'As text',
  asForm: 'As form',
  rawLabel: 'Content as in a zone file',
  enabled: 'Served',
  addValue: 'Add a value',
  removeValue: 'Remove this value',
  comment: 'Comment',
  commentHint: `For you alone; it is never ${TERMS.published}.`,
  save: 'Save',
  saveNew: 'Add',
  deleteSet: 'Delete set',
  needsValue: 'A set needs at least one value. To take it away, delete it.',
  expected: (expected: string, found: string) =>
    found === '' ? `Expected ${expected}.` : `Expected ${expected}, found “${found}”.`,
  soaSerial: `The serial is chosen anew each time you ${TERMS.publish}.`,

  pasteTitle: 'Paste records',
  pasteHint: `Lines of a zone file. They are added to what is here; names are relative to the ${TERMS.zone}, and a TTL may be left out.`,
  pasteLabel: 'Records',
  pasteAction: 'Add these records',
  pasteNothing: 'What would be added or changed is shown here before it is.',
  pasteWould: ({ added, changed, unchanged, errors }: PasteCounts) =>
    [
      errors > 0 ? 'Put the errors right first.' : '',
      added + changed === 0
        ? 'Nothing would change.'
        : `${list([
            ...(added === 0 ? [] : [`${count(added, 'set', 'sets')} added`]),
            ...(changed === 0 ? [] : [`${count(changed, 'set', 'sets')} changed`]),
          ])}.`,
      unchanged === 0 ? '' : `${count(unchanged, 'set is', 'sets are')} here just so.`,
    ]
      .filter(Boolean)
      .join(' '),
  pasteRows: 'What would be added or changed',
  ttlTitle: 'Change the TTL',
  ttlAction: 'Change TTL',

  done: {
    saved: (name: string, type: string) => `${name} ${type} saved.`,
    deleted: (number: number) => `${count(number, 'set', 'sets')} deleted.`,
    changed: (number: number) => `${count(number, 'set', 'sets')} changed.`,
    pasted: 'Records added.',
    undone: 'Taken back.',
    redone: 'Done again.',
    copied: (number: number) => `${count(number, 'set', 'sets')} copied.`,
    copiedValues: (number: number) => `${count(number, 'value', 'values')} copied.`,
    takenBack: (number: number) => `${count(number, TERMS.edit, TERMS.edits)} taken back.`,
  },
  withFindings: (sentence: string, first: string) => `${sentence} ${first}`,
  commands: { add: 'Add a record', paste: 'Paste records…', filter: 'Filter records' },
} as const;
