/** What the shared list of secondaries and its form say. */
import { spoken } from '../../shared/model/spoken-name.ts';
import { TERMS } from '../../shared/model/terms.ts';
import { list } from '../ui/format.ts';

export const words = {
  title: TERMS.Secondaries,
  empty: `No ${TERMS.secondaries} yet`,
  emptySentence: `A ${TERMS.secondary} is somebody else's name server that fetches your ${TERMS.zones} while you ${TERMS.publish} and answers the Internet from then on. Free ones are enough.`,
  create: `New ${TERMS.secondary}…`,
  columns: {
    name: 'Name',
    from: 'Transfers come from',
    notify: 'NOTIFY goes to',
    verify: 'Verified at',
    usedBy: 'Serves',
  },
  actions: 'Actions',
  actionsOf: (name: string) => `Actions for ${name}`,
  edit: 'Edit…',
  sheetOf: (zone: string) => `What to enter for ${spoken(zone)}`,
  delete: 'Delete…',
  unused: `no ${TERMS.zone} yet`,
  none: 'nothing',

  createTitle: `New ${TERMS.secondary}`,
  provider: 'Provider',
  ownServer: 'Own server',
  name: 'Name',
  nameHint: 'What you call it.',
  transferFrom: 'Its transfers come from',
  transferFromHint:
    'One address or block a line. From anywhere else nothing is handed out, even with the key.',
  notifyTo: 'NOTIFY goes to',
  notifyToHint: 'One address a line; a port after a colon where it is not 53.',
  verifyAt: 'Verified at',
  verifyAtHint: `Public name servers that are asked whether they answer the new serial. May be empty.`,
  primary: 'Your address, as typed into its form',
  primaryHint: 'So that you can be told when it is no longer yours.',
  signNotify: 'Sign NOTIFY with the key',
  signNotifyHint: 'Some providers drop a signed NOTIFY; then leave it unsigned.',
  noFrom: `Nothing is known of where its transfers come from. Fill it in, or allow addresses in the ${TERMS.zone}'s settings.`,
  badAddress: (line: string) => `“${line}” is no address or block, such as 192.0.2.1 or 2001:db8::/32.`,
  badEndpoint: (line: string) =>
    `“${line}” is no address, such as 192.0.2.1, 192.0.2.1:5300 or [2001:db8::1]:5300.`,
  saveNew: `Add the ${TERMS.secondary}`,
  save: 'Save',
  saved: (name: string) => `${name} saved.`,

  deleteTitle: (name: string) => `Delete ${name}?`,
  deleteConsequence: `It is told nothing any more. What it holds it serves until its copy expires.`,
  deleteRefused: (name: string, zones: readonly string[]) =>
    `${name} still serves ${list(zones.map(spoken))}. Take it off there first.`,
  deleteVerb: `Delete the ${TERMS.secondary}`,
  deleted: (name: string) => `${name} was deleted.`,

  facts: 'What is known of it',
  factsOf: (date: string, source: string) => `As read in ${date}: ${source}.`,
  unknown: 'unknown',
  algorithms: 'Algorithms',
  shown: (algorithms: readonly string[]) => `no list found; ${list(algorithms)} was seen to work`,
  port: 'Port other than 53',
  dnssec: `Serves a signed ${TERMS.zone} as it is`,
  takesNotify: 'Acts on NOTIFY',
  firstTransfer: 'First transfer',
  firstTransferAfter: (minutes: number) => `within about ${minutes} minutes`,
  yes: 'yes',
  no: 'no',
} as const;
