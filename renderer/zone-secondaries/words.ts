/** What a zone says of its secondaries, of who may take it, and what the provider sheet says. */
import type { ParentNsVerdict } from '../../shared/model/parent-ns.ts';
import { spoken } from '../../shared/model/spoken-name.ts';
import { TERMS } from '../../shared/model/terms.ts';
import { clockTime, list } from '../ui/format.ts';
import type { Tone } from '../ui/tone.ts';

const from = (addresses: readonly string[]): string =>
  addresses.some((address) => address.endsWith('/0')) ? 'any address' : list(addresses);

export const words = {
  title: TERMS.Secondaries,
  empty: `Nobody serves this ${TERMS.zone} yet`,
  emptySentence: `Add the ${TERMS.secondaries} that shall fetch it while you ${TERMS.publish}: a provider's, or a server of your own.`,
  parentNs: 'Name servers at the parent',
  parentNsHint: `Resolvers go by the name servers that the parent names. They should be the ones in the ${TERMS.zone}'s NS records.`,
  askParent: 'Ask the parent',
  parentAsked: 'asked',
  parentNsStates: {
    right: 'right',
    missing: 'some are missing',
    extra: 'others, too',
    both: 'not the same',
    wrong: 'wrong',
    'not-delegated': 'not delegated',
    'not-known': 'not known',
  } satisfies Record<ParentNsVerdict['state'], string>,
  native: `A native ${TERMS.zone} is answered by this computer only and never handed out. Change its kind in its settings to give it ${TERMS.secondaries}.`,
  add: `Add a ${TERMS.secondary}…`,
  sheet: (name: string) => `What to type at ${name}`,
  ownSheet: 'Its configuration',
  changeKey: 'Key',
  remove: 'Take off…',
  removeTitle: (name: string, zone: string) => `Take ${name} off ${zone}?`,
  removeConsequence: (name: string) =>
    `${name} is no longer notified and may no longer fetch, from now on. Whoever is still sent to it gets what it has, and that grows old.`,
  removeVerb: 'Take off',
  noKey: 'without a key',
  mayTake: (addresses: readonly string[], key: string | null) =>
    addresses.length === 0
      ? `May not take transfers: no address is known.`
      : `May take transfers from ${from(addresses)}${key === null ? ', without a key' : ` with the key ${spoken(key)}`}.`,
  notifiedAt: (endpoints: readonly string[]) =>
    endpoints.length === 0 ? `Is not notified: it asks by itself.` : `Is notified at ${list(endpoints)}.`,

  alsoAllow: 'Also allow',
  alsoAllowHint: `Others that may take this ${TERMS.zone}: a test with dig, a backup.`,
  allowColumns: { addresses: 'Addresses', key: 'Key' },
  addAllow: 'Allow…',
  allowTitle: 'Who else may take transfers',
  addresses: 'Addresses or blocks',
  addressesHint: '0.0.0.0/0 and ::/0 are all addresses of a family.',
  key: TERMS.key,
  everyoneWithKey: `Whoever knows the key may take this ${TERMS.zone}, from anywhere.`,
  everyoneWithoutKey: `Anybody on the Internet could read the whole ${TERMS.zone} while you ${TERMS.publish}. Every name in it becomes public.`,
  acknowledge: `I want everybody to be able to read all of it`,
  someWithoutKey: `Without a key only the address is checked; somebody on the way could pretend to have it.`,
  allowVerb: 'Allow',
  removeAllow: 'Remove',
  allowDone: 'Allowed.',
  removed: 'Taken off.',

  addTitle: (zone: string) => `Add a ${TERMS.secondary} to ${spoken(zone)}`,
  which: 'Who serves it',
  itsAddresses: 'Its addresses',
  existing: (name: string) => `${name} (known already)`,
  newFrom: (name: string) => `${name} – new`,
  ownServer: 'A server of your own – new',
  keyChoice: TERMS.key,
  newKey: (name: string) => `New: ${name}`,
  keyName: "The new key's name",
  algorithm: 'Algorithm',
  algorithmShown: (algorithms: readonly string[]) =>
    `No list of what it takes was found; ${list(algorithms)} was seen to work. If it refuses, choose that one.`,
  algorithmUnknown: 'Nothing is known of which algorithms it takes; hmac-sha256 is the likeliest.',
  algorithmNotTaken: (name: string) => `${name} is not known to take this one.`,
  algorithmTaken: (name: string) => `${name} takes it.`,
  addVerb: `Add the ${TERMS.secondary}`,

  sheetTitle: (zone: string, name: string) => `${spoken(zone)} at ${name}`,
  steps: [TERMS.Zone, TERMS.key, 'At the provider', TERMS.Publish],
  ownSteps: [TERMS.Zone, TERMS.key, 'On your server', TERMS.Publish],
  step: (number: number, of: number) => `step ${number} of ${of}`,
  stepsLabel: 'Steps',
  typeThis: (place: string) => `Type this at ${place}`,
  configure: 'Paste this into its configuration',
  with: (place: string) => `Into ${place}.`,
  values: {
    zone: `the ${TERMS.zone} name`,
    'primary-address': 'your address',
    'primary-port': 'your port',
    'key-name': "the key's name",
    'key-algorithm': 'the algorithm',
    'key-secret': 'the secret',
  },
  notTold: 'not told yet',
  address: 'Your public address and port',
  addressHint: `Where ${TERMS.secondaries} reach this computer: the router's outside address.`,
  addressWanted: 'First say where it reaches you:',
  addressFirst: 'It can be copied once your address, above, is told.',
  addressWrong: 'Expected an address, such as 203.0.113.7 or [2001:db8::1]:53.',
  saveAddress: 'Save the address',
  change: 'Change',
  portOnly53: (name: string) => `${name} takes no other port than 53.`,
  portUnknown: (name: string) => `Whether ${name} takes another port than 53 is not known.`,
  forward: (port: string, local: string) =>
    `Your router must send TCP and UDP ${port} to port ${local} of this computer while you ${TERMS.publish}.`,
  then: 'Then',
  thenFirst: (name: string, minutes: number) =>
    `Start ${TERMS.publishing} and leave it open: the first transfer to ${name} takes about ${minutes === 60 ? 'an hour' : `${minutes} minutes`}. It is watched for, and ${TERMS.publishing} ends by itself.`,
  thenUnknown: (name: string) =>
    `Start ${TERMS.publishing} and leave it open until ${name} has fetched the ${TERMS.zone}. How long its first transfer takes is not known; it is watched for, and ${TERMS.publishing} ends by itself.`,
  thenOwn: `Reload your server, then start ${TERMS.publishing}: it fetches the ${TERMS.zone} within seconds of the NOTIFY.`,
  entered: `I have entered it – ${TERMS.publish}`,
  waiting: (name: string, until: number | null, minutes: number | null) =>
    `Waiting for ${name}'s first transfer${minutes === null ? '' : `, usually within ${minutes} minutes`}${until === null ? '' : `, until ${clockTime(until)} at the latest`}.`,
  done: (name: string, serial: number) =>
    `${name} serves serial ${serial}. This ${TERMS.zone} is set up there.`,
  registrar: 'At the registrar, make these the name servers of your domain:',
  noNameServers: `The provider tells you its name servers; enter them as NS records of the ${TERMS.zone} and at your registrar.`,
  whoMay: 'Who may transfer',
  factsTitle: 'What is known of it',
  gone: `This ${TERMS.zone} has no such ${TERMS.secondary}.`,
} as const;

export const PARENT_NS_TONES: Readonly<Record<ParentNsVerdict['state'], Tone>> = {
  right: 'ok',
  missing: 'wait',
  extra: 'wait',
  both: 'wait',
  wrong: 'wrong',
  'not-delegated': 'wrong',
  'not-known': 'none',
};
