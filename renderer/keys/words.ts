/** What the screen of TSIG keys says. */
import { spoken } from '../../shared/model/spoken-name.ts';
import { TERMS } from '../../shared/model/terms.ts';
import { list } from '../ui/format.ts';

export const words = {
  title: TERMS.keys,
  empty: `No ${TERMS.keys} yet`,
  emptySentence: `A ${TERMS.key} is a shared secret that proves to each side that a transfer comes from the other. You make one per ${TERMS.secondary} and ${TERMS.zone}; setting up a ${TERMS.secondary} does so for you.`,
  create: 'New key…',
  import: 'Import…',
  columns: { name: 'Name', algorithm: 'Algorithm', secret: 'Secret', usedBy: 'Used by', age: 'Made' },
  actions: 'Actions',
  actionsOf: (name: string) => `Actions for ${spoken(name)}`,
  copyName: 'Copy name',
  copiedName: 'The name is on the clipboard.',
  copySecret: 'Copy secret',
  copiedSecret: 'The secret is on the clipboard for a minute.',
  rotate: 'New secret…',
  delete: 'Delete…',
  unused: 'not used',
  rotated: 'new secret',
  weak: 'weak',
  weakTitle: 'Only if the provider has nothing better.',
  secretOf: (name: string) => `the secret of ${spoken(name)}`,
  nameOf: (name: string) => `the name ${spoken(name)}`,

  createTitle: `New ${TERMS.key}`,
  importTitle: `Import a ${TERMS.key}`,
  name: 'Name',
  nameHint: 'Both sides must write it alike. Suggested: here_there_zone, as in home_he.net_example.com.',
  algorithm: 'Algorithm',
  algorithmHint: 'hmac-sha256 is taken by every provider whose list is known.',
  algorithmLabel: (algorithm: string, weak: boolean) =>
    weak ? `${algorithm} – only if the provider has nothing better` : algorithm,
  secret: 'Secret in base64',
  secretHint: `As the other side shows it. It goes to the keychain or the vault, and is shown only when you ask.`,
  createVerb: 'Make the key',
  importVerb: 'Import the key',
  created: (name: string) => `${spoken(name)} was made. Copy its secret to the other side.`,
  imported: (name: string) => `${spoken(name)} was imported.`,

  rotateTitle: (name: string) => `A new secret for ${spoken(name)}?`,
  rotateConsequence: (zones: readonly string[]) =>
    zones.length === 0
      ? 'The old secret is gone at once. Nothing uses the key now.'
      : `The old secret is gone at once. Until the new one is entered at the ${TERMS.secondary}, its transfers of ${list(zones.map(spoken))} are refused.`,
  rotateVerb: 'Make a new secret',
  rotatedDone: (name: string) => `${spoken(name)} has a new secret. Copy it to the other side.`,
  deleteTitle: (name: string) => `Delete ${spoken(name)}?`,
  deleteConsequence: 'Its secret is gone for good.',
  deleteRefused: (name: string, zones: readonly string[]) =>
    `${spoken(name)} is used by ${list(zones.map(spoken))}. Take it off there first.`,
  deleteVerb: 'Delete the key',
  deleted: (name: string) => `${spoken(name)} was deleted.`,
} as const;
